/// Numbers the texts of one message from 0, in the order in which they are first named: numbers of a run mean nothing to
/// another process. Reused from message to message; memory is four bytes per text of the run. Not thread-safe.
public struct TextDictionary {
    private let texts: Texts
    /// By number of the run: the number within the message plus one, or 0.
    private var numbers: [UInt32] = []
    private var used: [TextID] = []
    /// Bytes of the texts so far, and of their lengths at most.
    public private(set) var byteCount = 0

    /// A dictionary without entries, of texts that stand in `texts`.
    public init(_ texts: Texts) {
        self.texts = texts
        numbers = [UInt32](repeating: 0, count: texts.count)
    }

    /// The number of a text within the message; ``absentText`` stays what it is. Constant time.
    @inline(__always)
    public mutating func number(of id: TextID) -> TextID {
        if id == absentText { return id }
        let known = numbers[Int(id)]
        return known != 0 ? known &- 1 : add(id)
    }

    private mutating func add(_ id: TextID) -> TextID {
        used.append(id)
        numbers[Int(id)] = UInt32(used.count)
        byteCount += texts.bytes(id).count + 5
        return TextID(used.count - 1)
    }

    /// Begins the next message.
    public mutating func clear() {
        for id in used { numbers[Int(id)] = 0 }
        used.removeAll(keepingCapacity: true)
        byteCount = 0
    }

    /// Writes the entries, by number.
    public func write(to encoder: inout MessageEncoder) {
        encoder.number(UInt64(used.count))
        for id in used { encoder.bytes(texts.bytes(id)) }
    }
}
