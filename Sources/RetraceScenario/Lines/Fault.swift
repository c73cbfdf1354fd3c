/// A way in which a line is wrong: alone enough for any reader to reject it.
enum Fault {
    /// The line is something else altogether.
    case instead([UInt8])
    /// Something stands before or behind the object.
    case around([UInt8], [UInt8])
    /// Bytes at the end of the object are missing.
    case cut(Int)
    /// A field that the stream knows has a value that it can't have.
    case value(String, [UInt8])
    /// A field that the stream needs is missing, or `null`.
    case missing(String)
    /// A key that the stream knows stands twice.
    case repeated(String)
    /// There is one more piece among the fields, which is not JSON.
    case extra([UInt8])

    init(_ key: String, is value: String) { self = .value(key, Array(value.utf8)) }

    /// The line with this fault, without an end. `fields` are those of a good line.
    func line(_ fields: [UntidyFields.Field], _ dice: inout Dice) -> [UInt8] {
        switch self {
        case .instead(let bytes): return bytes
        case .around(let head, let tail): return head + UntidyLine.object(fields, &dice) + tail
        case .cut(let count):
            // White space behind the object would be cut instead of it.
            let object = UntidyLine.object(fields, &dice)
            let last = object.lastIndex(of: UInt8(ascii: "}")) ?? object.startIndex
            return Array(object[...last].dropLast(count))
        case .value(let key, let value):
            let others = fields.filter { $0.key != key }
            return UntidyLine.object(others + [UntidyFields.Field(key: key, value: value)], &dice)
        case .missing(let key): return UntidyLine.object(fields.filter { $0.key != key }, &dice)
        case .repeated(let key):
            let field = fields.first { $0.key == key } ?? UntidyFields.Field(key: key, value: Array("null".utf8))
            let other = UntidyFields.Field(key: key, value: dice.chance(500) ? field.value : Array("null".utf8))
            return UntidyLine.object(fields.filter { $0.key != key } + [field, other], &dice)
        case .extra(let piece): return UntidyLine.object(fields, extra: piece, &dice)
        }
    }
}
