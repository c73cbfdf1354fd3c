import RetraceCore
import RetraceStatistics

/// What was written of one stream.
struct StreamTally {
    private(set) var lines: UInt64 = 0
    private(set) var rejected: UInt64 = 0
    private(set) var duplicates: UInt64 = 0
    /// Lines that add an identifier and that a reader accepts, by the purpose's place in the vocabulary.
    private(set) var purposes: [UInt64] = []
    private var first = Int64.max
    private var last = Int64.min

    /// A line that a reader accepts.
    @inline(__always)
    mutating func accept(_ draft: Draft) {
        accept(draft.time)
        if draft.stream == .identifiers && draft.action == .standard && draft.purpose >= 0 { note(draft.purpose) }
    }

    private mutating func note(_ purpose: Int) {
        if purpose >= purposes.count { purposes += Array(repeating: 0, count: purpose + 1 - purposes.count) }
        purposes[purpose] += 1
    }

    /// A line that a reader accepts, with this time stamp.
    @inline(__always)
    mutating func accept(_ time: Int64?) {
        lines += 1
        guard let time else { return }
        first = min(first, time)
        last = max(last, time)
    }

    /// A line that a reader rejects.
    mutating func reject() {
        lines += 1
        rejected += 1
    }

    /// A line that repeats an event of which an earlier one is kept.
    mutating func repeated() {
        lines += 1
        duplicates += 1
    }

    /// Adds another tally of the same stream.
    mutating func merge(_ other: StreamTally) {
        lines += other.lines
        rejected += other.rejected
        duplicates += other.duplicates
        first = min(first, other.first)
        last = max(last, other.last)
        if purposes.count < other.purposes.count { purposes += other.purposes[purposes.count...].map { _ in 0 } }
        for (purpose, count) in other.purposes.enumerated() { purposes[purpose] += count }
    }

    /// Fills in the numbers of a summary that come from lines.
    func fill(_ summary: inout StreamSummary) {
        summary.lines = lines
        summary.rejected = rejected
        summary.duplicates = duplicates
        guard first <= last else { return }
        summary.firstTimestamp = Instant(milliseconds: first).rfc3339
        summary.lastTimestamp = Instant(milliseconds: last).rfc3339
    }
}
