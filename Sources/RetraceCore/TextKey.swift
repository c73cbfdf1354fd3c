/// A text that is told from others, and sorted, by its UTF-8 bytes, as the keys of results are: texts that differ only in Unicode
/// normalisation are different texts, which `String` takes for equal.
public struct TextKey: Hashable, Comparable, Sendable {
    /// The text.
    public let text: String

    /// A key from its text.
    public init(text: String) { self.text = text }

    /// Whether the bytes are the same.
    public static func == (left: TextKey, right: TextKey) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }

    /// The order of the bytes.
    public static func < (left: TextKey, right: TextKey) -> Bool { left.text.precedesAsBytes(right.text) }

    /// Over the bytes.
    public func hash(into hasher: inout Hasher) {
        for byte in text.utf8 { hasher.combine(byte) }
    }
}
