import RetraceCore

/// Files that the names of a stream's other files lead one to expect, and that are not there.
///
/// Names are taken apart into a day and the rest, such as `matches/dt=…/part-00003.jsonl`. A rest that more than half of the
/// days with files have should be there on each of them. Days without any file are holes too, where at least two in three
/// have some: else the stream is one that writes now and then. Not expected are:
///
/// - weekdays on which no week has the file, where there are two of them or more: some services rest on Sundays;
/// - days before its first or after its last one, where those are more than three or more than a quarter of all: then files
///   were divided anew;
/// - hours before the first file of the first day and after the last file of the last one: logs begin and end there.
///
/// Chance may leave the same gaps: with a fifth of the files gone, one rest in four lacks the same weekday of two weeks. So
/// where the other holes are so many that chance explains such a gap, it is one of them (``ChanceOfHoles``); so is a
/// rest that fewer days have than half.
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
        guard grid.chance.isUsual(found, of: written), let first = found.min(), let last = found.max() else {
            return []
        }
        let within = expected.filter { first < $0 && $0 < last && !found.contains($0) }
        let ends = [expected.filter { $0 < first }, expected.filter { $0 > last }]
        let edgeMax = max(1, min(ShardHoles.edgeDays, expected.count / 4))
        return within
            + ends.filter {
                $0.count <= edgeMax || grid.chance.explains(files: $0.count, places: 2 * grid.chance.slots)
            }.joined()
    }

    private static func expectedDays(_ slot: ShardGrid.Slot, _ found: Set<Int32>, _ grid: ShardGrid) -> [Int32] {
        let habits = grid.step == 1 ? grid.chance.habits(grid.expectedDays, found: found) : []
        return grid.expectedDays.filter { day in
            if habits.contains(day % 7) { return false }
            if day == grid.first && slot.hour < grid.firstHour { return false }
            return day != grid.last || slot.hour <= grid.lastHour
        }
    }
}
