/// A message that does not say what it should: it ends early, or a number in it is out of its range.
public struct MalformedMessage: Error {
    /// One like the others: whoever reads knows where it came from.
    public init() {}
}

/// Reads what ``MessageEncoder`` writes, and believes nothing of it: every read throws ``MalformedMessage`` where the message
/// ends early or holds what cannot be. The memory read from belongs to the caller.
public struct MessageDecoder {
    private let message: UnsafeRawBufferPointer
    private var position = 0
    /// The texts of the message by number, as this process numbers them.
    private var texts: [TextID] = []

    /// Reads a message without texts.
    public init(_ message: UnsafeRawBufferPointer) { self.message = message }

    /// Reads the entries of a ``TextDictionary``; `intern` gives each text its number in this process.
    public mutating func readTexts(_ intern: (UnsafeRawBufferPointer) -> TextID) throws {
        let count = try count(bytesEach: 1)
        texts.removeAll(keepingCapacity: true)
        texts.reserveCapacity(count)
        for _ in 0..<count { texts.append(intern(try bytes())) }
    }

    /// What has not been read yet.
    public var rest: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: message[position...]) }

    /// Reads all that has not been read yet, without a length before it.
    public mutating func takeRest() -> [UInt8] {
        defer { position = message.count }
        return Array(rest)
    }

    /// Whether all has been read.
    public var isAtEnd: Bool { position == message.count }

    /// The text that has a number within the message; nil where none has.
    @inline(__always)
    public func text(numbered number: TextID) -> TextID? {
        if number == absentText { return absentText }
        return Int(number) < texts.count ? texts[Int(number)] : nil
    }

    /// Reads the number of a text.
    public mutating func text() throws -> TextID {
        guard let number = TextID(exactly: try number()), let text = text(numbered: number) else {
            throw MalformedMessage()
        }
        return text
    }

    /// Reads a number.
    public mutating func number() throws -> UInt64 {
        var value: UInt64 = 0
        for shift in stride(from: UInt64(0), through: 63, by: 7) {
            guard position < message.count else { throw MalformedMessage() }
            let byte = message[position]
            position += 1
            let bits = UInt64(byte & 0x7F)
            guard shift < 63 || bits <= 1 else { break }
            value |= bits << shift
            if byte & 0x80 == 0 { return value }
        }
        throw MalformedMessage()
    }

    /// Reads a number that an integer of another type must hold.
    public mutating func integer<Value: FixedWidthInteger>(_ type: Value.Type = Value.self) throws -> Value {
        guard let value = Value(exactly: try number()) else { throw MalformedMessage() }
        return value
    }

    /// Reads how many things follow that take at least `bytesEach` bytes each: not more than there is room for.
    public mutating func count(bytesEach: Int) throws -> Int {
        let count = try integer(Int.self)
        guard count <= (message.count - position) / bytesEach else { throw MalformedMessage() }
        return count
    }

    /// Reads eight bytes.
    public mutating func word() throws -> UInt64 {
        let bytes = try take(8)
        return UInt64(littleEndian: bytes.loadUnaligned(as: UInt64.self))
    }

    /// Reads bytes, which stay where they are.
    public mutating func bytes() throws -> UnsafeRawBufferPointer {
        try take(try count(bytesEach: 1))
    }

    private mutating func take(_ count: Int) throws -> UnsafeRawBufferPointer {
        guard count <= message.count - position else { throw MalformedMessage() }
        defer { position += count }
        return UnsafeRawBufferPointer(rebasing: message[position..<position + count])
    }

    /// Reads a string; bytes that are not UTF-8 are replaced.
    public mutating func string() throws -> String { String(decoding: try bytes(), as: UTF8.self) }

    /// Reads an instant.
    public mutating func instant() throws -> Instant {
        Instant(milliseconds: Int64(bitPattern: try word()))
    }

    /// Reads a range of instants.
    public mutating func range() throws -> InstantRange {
        InstantRange(first: try instant(), last: try instant())
    }

    /// Reads a key.
    public mutating func key() throws -> AccountKey {
        let high = try word()
        guard let low = UInt32(exactly: try word()) else { throw MalformedMessage() }
        return AccountKey(high: high, low: low)
    }

    /// Throws when something is left over.
    public func finish() throws {
        guard isAtEnd else { throw MalformedMessage() }
    }
}
