import Foundation

/// Turns results into bytes: JSON with sorted keys, indented, with a final newline. The same value always gives the same
/// bytes.
public enum ResultEncoder {
    /// The JSON text of `value`. Throws what `JSONEncoder` throws, which for the types of this module is nothing.
    public static func encode(_ value: some Encodable) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        var data = try encoder.encode(value)
        data.append(0x0A)
        return data
    }
}
