import RetraceCore

/// Files that the names of a stream's other files lead one to expect, and that are not there.
///
/// Names are taken apart into a day and the rest, such as `matches/dt=…/part-00003.jsonl`. A rest that more than half of the
/// days with files have should be there on each of them. Days without any file are holes too, where at least two in three
/// have some: else the stream is one that writes now and then. Not expected are:
///
/// - weekdays on which no week has the file, where there are two of them or more: some services rest on Sundays;
/// - days before its first or after its last one, where those are more than three or more than a quarter of all: then files
///   were divided anew. Fewer are more likely lost: with a fifth of the files gone by chance, one of 25 lacks the first two;
/// - hours before the first file of the first day and after the last file of the last one: logs begin and end there.
///
/// A hole is evidence and no proof, as nobody may have written that file. A manifest knows.
public struct ShardHoles: Equatable, Sendable {
    /// Fewer days than this say nothing.
    public static let leastDays = 5
    /// Most days at either end on which a file is missed.
    private static let edgeDays = 3
    /// Days between the first and the last beyond which nothing is said.
    static let daysMax: Int32 = 40_000

    /// The paths that are expected, sorted as bytes. Where names end in something random, it is written `*`.
    public let paths: [String]

    /// The holes among the paths of one stream, relative to the log root. Paths without a day are left out. Linear in the number
    /// of paths, and in days times files a day.
    public init(_ paths: [String]) {
        let grid = ShardGrid(paths)
        guard grid.days.count >= ShardHoles.leastDays, grid.last - grid.first < ShardHoles.daysMax else {
            self.paths = []
            return
        }
        self.paths = grid.slots.flatMap { slot, found in
            ShardHoles.missing(slot, found, grid).map { slot.path(on: $0) }
        }.sortedAsBytes()
    }

    /// The days on which a file is expected and is not there.
    private static func missing(_ slot: ShardGrid.Slot, _ found: Set<Int32>, _ grid: ShardGrid) -> [Int32] {
        let expected = expectedDays(slot, found, grid)
        let written = expected.count { grid.isWritten($0) }
        guard found.count * 2 > written, let first = found.min(), let last = found.max() else { return [] }
        let before = expected.filter { $0 < first }
        let after = expected.filter { $0 > last }
        let within = expected.filter { first < $0 && $0 < last && !found.contains($0) }
        let edgeMax = max(1, min(ShardHoles.edgeDays, expected.count / 4))
        return (before.count <= edgeMax ? before : []) + within + (after.count <= edgeMax ? after : [])
    }

    private static func expectedDays(_ slot: ShardGrid.Slot, _ found: Set<Int32>, _ grid: ShardGrid) -> [Int32] {
        let habits = ShardGrid.habits(expecting: grid.expectedDays, found: found)
        return grid.expectedDays.filter { day in
            if grid.step == 1 && habits.contains(day % 7) { return false }
            if day == grid.first && slot.hour < grid.firstHour { return false }
            return day != grid.last || slot.hour <= grid.lastHour
        }
    }
}
