import RetraceCore

/// The names of a stream's files, as days times the rest.
struct ShardGrid {
    /// The rest of a name: what other days may have too.
    struct Slot: Hashable {
        /// Pieces of the path between which the day stands.
        let pieces: [String]
        /// Whether the day is written with hyphens.
        let hasHyphens: Bool
        /// As in ``ShardLabels``.
        let hour: String

        /// The path on a day.
        func path(on day: Int32) -> String {
            let text = CivilDate(dayNumber: day).text
            return pieces.joined(separator: hasHyphens ? text : text.filter { $0 != "-" })
        }
    }

    /// By slot the days that have it.
    private(set) var slots: [Slot: Set<Int32>] = [:]
    /// All days, in order.
    let days: [Int32]
    /// Days from one folder to the next, where that is always the same; else 1.
    let step: Int32
    /// The days on which some file is expected.
    let expectedDays: [Int32]
    private let written: Set<Int32>
    /// What chance may have taken.
    let chance: ChanceOfHoles
    /// The first hour of the first day, and the last hour of the last; empty where paths name none.
    private(set) var firstHour = ""
    private(set) var lastHour = ""

    /// Whether there is any file of a day.
    func isWritten(_ day: Int32) -> Bool { written.contains(day) }

    var first: Int32 { days.first ?? 0 }
    var last: Int32 { days.last ?? 0 }

    init(_ paths: [String]) {
        var slots: [Slot: Set<Int32>] = [:]
        for path in paths {
            let labels = ShardLabels(path: path)
            guard let day = labels.dayNumber else { continue }
            let plain = ShardGrid.withoutRandomEnd(path)
            let pieces = plain.split(separator: labels.day, omittingEmptySubsequences: false).map(String.init)
            guard pieces.count > 1 else { continue }
            slots[Slot(pieces: pieces, hasHyphens: labels.day.contains("-"), hour: labels.hour), default: []].insert(
                day)
        }
        let days = Set(slots.values.joined()).sorted()
        self.slots = slots
        self.days = days
        step = ShardGrid.step(days)
        written = Set(days)
        let every = ShardGrid.everyDay(days, step: step)
        let silent = step == 1 ? ChanceOfHoles.silentWeekdays(every, found: written) : [:]
        let usual = ShardGrid.dense(every.filter { silent[$0 % 7] == nil }, days: days)
        let chance = ChanceOfHoles(slots.values, days: days, expected: usual, isDaily: step == 1)
        // Chance would have to take each slot's file of such a weekday.
        let habits = silent.filter { !chance.explains(files: $0.value * max(1, chance.slots), places: 7) }
        expectedDays = ShardGrid.dense(every.filter { habits[$0 % 7] == nil }, days: days)
        self.chance = chance
        firstHour = slots.filter { $0.value.contains(days.first ?? 0) }.map(\.key.hour).min() ?? ""
        lastHour = slots.filter { $0.value.contains(days.last ?? 0) }.map(\.key.hour).max() ?? ""
    }

    /// Folders of several days each, some of which may be lost: most gaps are the least one, and all are multiples of it.
    private static func step(_ days: [Int32]) -> Int32 {
        let gaps = zip(days, days.dropFirst()).map { $1 - $0 }
        guard let least = gaps.min(), gaps.allSatisfy({ $0 % least == 0 }) else { return 1 }
        return gaps.count { $0 == least } * 2 > gaps.count ? least : 1
    }

    private static func everyDay(_ days: [Int32], step: Int32) -> [Int32] {
        guard let first = days.first, let last = days.last, last - first < ShardHoles.daysMax else { return days }
        return Array(stride(from: first, through: last, by: Int32.Stride(step)))
    }

    /// `all`, if two in three of them have files; else only the days that have.
    private static func dense(_ all: [Int32], days: [Int32]) -> [Int32] {
        days.count * 3 >= all.count * 2 ? all : days
    }

    /// Writers such as Spark put a random name behind a part's number: `part-00003-5f0c….json.gz`.
    private static func withoutRandomEnd(_ path: String) -> String {
        let start = path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex
        let name = path[start...]
        guard name.hasPrefix("part-") || name.hasPrefix("part_") else { return path }
        let digits = name.dropFirst(5).prefix { $0.isASCII && $0.isNumber }
        guard !digits.isEmpty, digits.endIndex < name.endIndex, name[digits.endIndex] == "-" else { return path }
        return path[..<digits.endIndex] + "-*"
    }
}
