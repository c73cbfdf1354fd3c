import RetraceCore

/// The lines of one stream that put an account in counts, and the files that they stand in: what estimates of lost lines
/// and files rest on. Reused from account to account; not thread-safe.
struct AccountPieces: ~Copyable {
    struct Line: BitwiseCopyable {
        var mask: UInt32
        var file: UInt32
        /// Nil of lines that name no event.
        var eventID: UInt64?
        /// Another line of an event that counts already: it counts as a place where the event can be read, not again.
        var isRepeat: Bool
    }

    /// By file, whether it was read to its end and is as it should be; nil when nothing is collected.
    private let wholeFiles: [Bool]?
    private var lines = ScratchList<Line>()
    private var files = ScratchList<UInt32>()
    /// The bits of each event; filled at the first repeated line.
    private var events: [UInt64: UInt32] = [:]

    init(wholeFiles: [Bool]?) { self.wholeFiles = wholeFiles }

    /// A line that puts the account in the counts of `bits`.
    @inline(__always)
    mutating func add(_ bits: UInt32, file: Int, eventID: UInt64?) {
        guard bits != 0, wholeFiles != nil else { return }
        lines.append(Line(mask: bits, file: UInt32(truncatingIfNeeded: file), eventID: eventID, isRepeat: false))
    }

    /// A line that repeats an event; to be called after all others.
    mutating func addRepeat(of eventID: UInt64, file: Int) {
        guard !lines.isEmpty else { return }
        if events.isEmpty {
            for position in lines.indices {
                if let event = lines[position].eventID { events[event] = lines[position].mask }
            }
        }
        guard let bits = events[eventID] else { return }
        lines.append(Line(mask: bits, file: UInt32(truncatingIfNeeded: file), eventID: eventID, isRepeat: true))
    }

    /// Adds the account's pieces to the facts and forgets them.
    mutating func flush(into facts: inout PartitionFacts) {
        guard !lines.isEmpty else { return }
        var rest: UInt32 = 0
        for position in lines.indices { rest |= lines[position].mask }
        while rest != 0 {
            // Bits that all lines set alike, as the two readings mostly are, share their marks.
            let bit = rest & ~(rest &- 1)
            var alike = rest
            for position in lines.indices {
                let mask = lines[position].mask
                alike &= mask & bit != 0 ? mask : ~mask
            }
            flush(bit, as: CountMask(rawValue: alike), into: &facts)
            rest &= ~alike
        }
        lines.clear()
        if !events.isEmpty { events.removeAll(keepingCapacity: true) }
    }

    private mutating func flush(_ bit: UInt32, as mask: CountMask, into facts: inout PartitionFacts) {
        var count: UInt64 = 0
        files.clear()
        for position in lines.indices where lines[position].mask & bit != 0 {
            let file = lines[position].file
            if !lines[position].isRepeat { count += 1 }
            if isWhole(file) && (files.isEmpty || files[files.count - 1] != file) { files.append(file) }
        }
        facts.lineCounts.append(CellMark(cell: count, mask: mask))
        let distinct = countFiles()
        guard distinct > 0 else { return }
        facts.fileCounts.append(CellMark(cell: distinct, mask: mask))
        if distinct == 1 { facts.onlyFiles.append(CellMark(cell: UInt64(files[0]), mask: mask)) }
    }

    private func isWhole(_ file: UInt32) -> Bool {
        guard let wholeFiles, Int(file) < wholeFiles.count else { return false }
        return wholeFiles[Int(file)]
    }

    /// How many different files are in the list, which it sorts.
    private mutating func countFiles() -> UInt64 {
        guard files.count > 1 else { return UInt64(files.count) }
        files.withElements { sort($0, by: <) }
        var count: UInt64 = 1
        for position in 1..<files.count where files[position] != files[position - 1] { count += 1 }
        return count
    }
}
