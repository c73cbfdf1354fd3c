/// The texts that a run gave numbers to, as they were at one moment: immutable, shared by threads freely.
public struct Texts: @unchecked Sendable {
    // Unchecked: the pointers lead into memory that `owner` keeps alive and never changes.
    private let entries: [UnsafeRawBufferPointer]
    private let owner: AnyObject?

    /// A view of texts whose memory `owner` keeps alive and unchanged.
    public init(entries: [UnsafeRawBufferPointer], owner: AnyObject?) {
        self.entries = entries
        self.owner = owner
    }

    /// How many texts there are; numbers go from 0 to below it.
    public var count: Int { entries.count }

    /// A text's UTF-8 bytes; empty for ``absentText``, which no other text is.
    public func bytes(_ id: TextID) -> UnsafeRawBufferPointer {
        id == absentText ? UnsafeRawBufferPointer(start: nil, count: 0) : entries[Int(id)]
    }

    /// A text as a string; `unknown` for ``absentText``.
    public func string(_ id: TextID) -> String {
        id == absentText ? "unknown" : String(decoding: entries[Int(id)], as: UTF8.self)
    }

    /// Whether `left` comes before `right` as bytes; an absent text comes first.
    public func precedes(_ left: TextID, _ right: TextID) -> Bool {
        left != right && bytes(left).lexicographicallyPrecedes(bytes(right))
    }
}
