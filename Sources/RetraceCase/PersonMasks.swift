/// What persons' accounts are in, account by account as they are met, in parts by the bytes of the person's id: a person's
/// accounts are put together later, part by part, by several threads. Not thread-safe.
struct PersonMasks {
    /// Up to 31 bytes of an id, and their number: short ids, as they mostly are, are kept without memory of their own.
    struct ShortID: Hashable {
        private var words: SIMD4<UInt64> = .zero

        init?(_ id: UnsafeRawBufferPointer) {
            guard id.count < 32 else { return nil }
            withUnsafeMutableBytes(of: &words) { bytes in
                bytes.copyMemory(from: id)
                bytes[31] = UInt8(id.count)
            }
        }

        func hash(into hasher: inout Hasher) {
            // What is beyond is seldom anything, and twice as many words take twice the time.
            hasher.combine(words[0])
            hasher.combine(words[1] ^ words[3])
            if words[2] != 0 { hasher.combine(words[2]) }
        }
    }

    /// Accounts of some persons.
    struct Part {
        fileprivate var short: [(id: ShortID, mask: UInt32)] = []
        fileprivate var long: [(id: [UInt8], mask: UInt32)] = []
    }

    /// A power of two; many, so that what is at work fits into a processor's caches.
    static let partCount = 256

    /// All persons; each in the part that its id says.
    private(set) var parts = [Part](repeating: Part(), count: partCount)

    /// Adds an account of the person with this id.
    mutating func add(_ mask: UInt32, to id: UnsafeRawBufferPointer) {
        let part = PersonMasks.part(of: id)
        if let key = ShortID(id) {
            parts[part].short.append((key, mask))
        } else {
            parts[part].long.append((Array(id), mask))
        }
    }

    /// By FNV-1a of the last bytes, which are those in which ids differ.
    private static func part(of id: UnsafeRawBufferPointer) -> Int {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in id.suffix(8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return Int(hash >> 32) & (partCount - 1)
    }

    /// Calls `body` with what each person's accounts are in together; `parts` are those of one number.
    static func forEachPerson(of parts: [Part], _ body: (UInt32) -> Void) {
        var short: [ShortID: UInt32] = Dictionary(minimumCapacity: parts.reduce(0) { $0 + $1.short.count })
        var long: [[UInt8]: UInt32] = [:]
        for part in parts {
            for (id, mask) in part.short { short[id, default: 0] |= mask }
            for (id, mask) in part.long { long[id, default: 0] |= mask }
        }
        short.values.forEach(body)
        long.values.forEach(body)
    }
}
