import RetraceCore

/// Gives the texts of a run numbers that don't depend on threads: those that are new in a batch are numbered in the
/// order of their bytes. Four bytes for each text of the run, whose own table takes far more.
struct TextNumbers {
    private var numbers: [Int32] = []
    private var isAudience: [Bool] = []
    private var pending: [TextID] = []
    private var next: Int32 = 1

    /// Makes room for the texts that a run has so far.
    mutating func reserve(_ count: Int) {
        guard count > numbers.count else { return }
        numbers += [Int32](repeating: 0, count: count - numbers.count)
        isAudience += [Bool](repeating: false, count: count - isAudience.count)
    }

    /// Notes that a text is needed.
    mutating func collect(_ text: TextID) {
        guard text != absentText, numbers[Int(text)] == 0 else { return }
        numbers[Int(text)] = -1
        pending.append(text)
    }

    /// Notes that an audience is needed.
    mutating func collectAudience(_ text: TextID) {
        collect(text)
        if text != absentText { isAudience[Int(text)] = true }
    }

    /// Numbers what was collected, and writes it by a statement that takes number and text.
    mutating func write(_ texts: Texts, _ statement: CaseStatement) throws {
        for text in pending.sorted(by: { texts.precedes($0, $1) }) {
            numbers[Int(text)] = next
            statement.bind(1, Int64(next))
            statement.bindText(2, texts.bytes(text))
            try statement.run()
            next += 1
        }
        pending.removeAll(keepingCapacity: true)
    }

    /// The number of a text that was collected and written; nil for an absent one.
    func number(_ text: TextID) -> Int64? { text == absentText ? nil : Int64(numbers[Int(text)]) }

    /// Audiences that were written, in the order of their numbers.
    var audiences: [TextID] {
        isAudience.indices.filter { isAudience[$0] }.map { TextID($0) }.sorted {
            numbers[Int($0)] < numbers[Int($1)]
        }
    }
}
