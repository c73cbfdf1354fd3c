import RetraceCore

/// Texts with numbers, as a run would give them.
public final class EvidenceTexts {
    private var strings: [String] = []

    /// The text `unknown` alone.
    public init() { _ = id("unknown") }

    /// The number of a text; nil is absent.
    public func id(_ text: String?) -> TextID {
        guard let text else { return absentText }
        if let known = strings.firstIndex(of: text) { return TextID(known) }
        strings.append(text)
        return TextID(strings.count - 1)
    }

    /// All texts, as sinks get them.
    public var texts: Texts {
        let memory = Memory(strings)
        return Texts(entries: memory.entries, owner: memory)
    }

    private final class Memory {
        let entries: [UnsafeRawBufferPointer]

        init(_ strings: [String]) {
            entries = strings.map { string in
                let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: string.utf8.count, alignment: 1)
                bytes.copyBytes(from: string.utf8)
                return UnsafeRawBufferPointer(bytes)
            }
        }

        deinit { for entry in entries { entry.deallocate() } }
    }
}
