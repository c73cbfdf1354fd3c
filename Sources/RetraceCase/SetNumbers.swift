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
}
