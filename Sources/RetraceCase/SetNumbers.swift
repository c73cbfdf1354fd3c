import RetraceCore

/// Gives sets of words numbers, so that rows can name a set that many have in common. Remembers a bounded number of
/// words: past it, it forgets all, and a set that comes again gets another number.
struct SetNumbers {
    private static let wordsMax = 1 << 20
    private var numbers: [[UInt64]: Int64] = [:]
    private var words = 0
    private var next: Int64 = 1

    /// The number of a set whose words are in a fixed order, and whether it is new and has to be written.
    mutating func number(_ set: [UInt64]) -> (number: Int64, isNew: Bool) {
        if let known = numbers[set] { return (known, false) }
        if words + set.count > SetNumbers.wordsMax {
            numbers.removeAll(keepingCapacity: true)
            words = 0
        }
        numbers[set] = next
        words += set.count + 4
        next += 1
        return (next - 1, true)
    }

    /// Writes all that it remembers for ``init(from:)``.
    func encode(into encoder: inout MessageEncoder) {
        encoder.number(UInt64(next))
        encoder.number(UInt64(numbers.count))
        for (set, number) in numbers {
            encoder.number(UInt64(number))
            encoder.number(UInt64(set.count))
            for word in set { encoder.word(word) }
        }
    }

    /// Remembers what ``encode(into:)`` wrote. Throws ``RetraceCore/MalformedMessage``.
    init(from decoder: inout MessageDecoder) throws {
        next = try decoder.integer()
        for _ in 0..<(try decoder.count(bytesEach: 2)) {
            let number = try decoder.integer(Int64.self)
            var set: [UInt64] = []
            for _ in 0..<(try decoder.count(bytesEach: 8)) { set.append(try decoder.word()) }
            numbers[set] = number
            words += set.count + 4
        }
    }

    /// Remembers nothing yet.
    init() {}
}
