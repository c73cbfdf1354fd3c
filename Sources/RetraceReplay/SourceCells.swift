import RetraceCore

/// What each set of sources holds.
protocol SourceCells: ~Copyable {
    /// Appends a mark for each source that is in some of the sets, with the bits of all sets that it is in.
    mutating func addMarks(of sets: borrowing TouchedMasks, to marks: inout [CellMark])
}
