import RetraceCore

/// One JSON array: each element becomes a line. The elements' own grammar is left to the parser.
struct ArrayMachine: RecordMachine {
    private enum Place {
        case before, inside, after
    }

    private var place = Place.before
    private var depth = 0
    private var isInString = false
    private var isEscaped = false
    /// Whether the element has begun.
    private var hasContent = false
    private var elements: UInt64 = 0

    mutating func feed(_ bytes: UnsafeRawBufferPointer, to lines: inout [UInt8]) throws {
        for byte in bytes {
            switch place {
            case .inside: try take(byte, &lines)
            case .before, .after: try takeOutside(byte)
            }
        }
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    private mutating func takeOutside(_ byte: UInt8) throws {
        if ArrayMachine.isSpace(byte) { return }
        guard place == .before, byte == UInt8(ascii: "[") else {
            throw FrameError(
                place == .before
                    ? "does not begin with '[': the mapping says that it holds one JSON array"
                    : "goes on after its JSON array, which ended with element \(elements)")
        }
        place = .inside
    }

    private mutating func take(_ byte: UInt8, _ lines: inout [UInt8]) throws {
        if isInString {
            if isEscaped {
                isEscaped = false
            } else if byte == UInt8(ascii: "\\") {
                isEscaped = true
            } else if byte == UInt8(ascii: "\"") {
                isInString = false
            }
            // A line feed inside a string is wrong, and stays so: a tab is as wrong, and keeps the line whole.
            return lines.append(byte == 0x0A ? 0x09 : byte)
        }
        if depth == 0 && (byte == UInt8(ascii: ",") || byte == UInt8(ascii: "]")) { return try end(byte, &lines) }
        switch byte {
        case UInt8(ascii: "\""): isInString = true
        case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
        case UInt8(ascii: "]"), UInt8(ascii: "}"): depth = max(0, depth - 1)
        default: break
        }
        let isSpace = ArrayMachine.isSpace(byte)
        hasContent = hasContent || !isSpace
        lines.append(isSpace ? 0x20 : byte)
    }

    private mutating func end(_ byte: UInt8, _ lines: inout [UInt8]) throws {
        let isClosing = byte == UInt8(ascii: "]")
        guard hasContent || (isClosing && elements == 0) else {
            throw FrameError("is no JSON array: nothing stands where element \(elements + 1) should")
        }
        if hasContent { elements += 1 }
        hasContent = false
        if isClosing { place = .after }
        lines.append(0x0A)
    }

    mutating func finish(_ lines: inout [UInt8]) throws {
        guard place == .after else {
            throw FrameError("ends before its JSON array does, in element \(elements + 1): it was cut off")
        }
    }
}
