import RetraceStatistics
import Testing

/// Holes in the names of files.
@Suite struct ShardHolesTests {
    private func path(_ day: Int, _ part: Int = 0, ending: String = ".jsonl.zst") -> String {
        "matches/dt=2019-09-\(day < 10 ? "0" : "")\(day)/part-0000\(part)\(ending)"
    }

    private func paths(_ days: some Sequence<Int>, parts: Int = 3) -> [String] {
        days.flatMap { day in (0..<parts).map { path(day, $0) } }
    }

    @Test func wholeGridsHaveNone() {
        #expect(ShardHoles(paths(1...30)).paths.isEmpty)
        #expect(ShardHoles(["matches/a.jsonl", "matches/b.jsonl"]).paths.isEmpty)
        #expect(ShardHoles([]).paths.isEmpty)
        #expect(ShardHoles(paths([1, 2, 4])).paths.isEmpty, "too few days")
    }

    @Test func daysAndPartsBetweenAreHoles() {
        var some = paths(1...8) + paths(11...20)
        #expect(ShardHoles(some).paths == paths([9, 10]))
        some.removeAll { $0 == path(4, 1) || $0 == path(20, 2) }
        // A last or first day that lacks a part which every other day has is a hole too.
        #expect(ShardHoles(some).paths == ([path(4, 1)] + paths([9, 10]) + [path(20, 2)]).sorted())
    }

    @Test func daysAtTheEndsMayBeLostToo() {
        let some = paths(1...30).filter {
            ![path(1, 1), path(2, 1), path(30, 0), path(29, 0), path(28, 0)].contains($0)
        }
        let lost = [path(1, 1), path(2, 1), path(28, 0), path(29, 0), path(30, 0)]
        #expect(ShardHoles(some).paths == lost)
        // Of six days, two are too many to tell.
        #expect(ShardHoles(paths(1...6).filter { $0 != path(1, 1) && $0 != path(2, 1) }).paths.isEmpty)
    }

    @Test func filesDividedAnewAreNoHoles() {
        #expect(ShardHoles(paths(1...20, parts: 4) + paths(21...30, parts: 6)).paths.isEmpty)
        #expect(ShardHoles(paths(1...20, parts: 6) + paths(21...30, parts: 4)).paths.isEmpty)
        #expect(ShardHoles((1...20).map { path($0) } + (21...30).map { path($0, ending: ".gz") }).paths.isEmpty)
    }

    @Test func habitsAreNoHoles() {
        // 2019-09-01 was a Sunday.
        let weekdays = (1...30).filter { ![0, 1].contains($0 % 7) }
        #expect(ShardHoles(paths(weekdays)).paths.isEmpty)
        #expect(ShardHoles(paths(weekdays.filter { $0 != 11 })).paths == paths([11]))
        #expect(ShardHoles(paths([1, 8, 15, 22, 29])).paths.isEmpty)
        let now = [1, 2, 5, 9, 11, 12, 19, 20, 22, 30]
        #expect(ShardHoles(now.map { path($0) }).paths.isEmpty, "written now and then")
        // But where other parts of the day are there, a part is missed all the same.
        #expect(ShardHoles(now.flatMap { paths([$0]) }.filter { $0 != path(11, 2) }).paths == [path(11, 2)])
    }

    /// A grid of 12 days with ten files each, of which `count` are gone by chance.
    private func lost(_ count: Int, seed: UInt64) -> (left: [String], lost: Set<String>) {
        var random = SeededGenerator(seed: seed)
        let all = paths(1...12, parts: 10).shuffled(using: &random)
        return (Array(all.dropFirst(count)), Set(all.prefix(count)))
    }

    @Test(arguments: [6, 12, 24, 36])
    func lossesByChanceAreFound(count: Int) {
        var difference = 0
        for seed in UInt64(0)..<200 {
            let (left, lost) = lost(count, seed: seed)
            let found = Set(ShardHoles(left).paths)
            #expect(found.isSubset(of: lost))
            difference += lost.count - found.count
        }
        // Fewer than one in 200 lost files is not missed.
        #expect(difference < count, "\(difference) of \(200 * count)")
    }

    @Test func gapsThatChanceWouldNotLeaveAreHabits() {
        // 2019-09-01 was a Sunday. One part rests then, one began on the 10th, and five files are lost.
        let rests: (Int) -> [String] = { $0 % 7 == 1 ? [] : [self.path($0, 1)] }
        let lost = [path(5, 0), path(12, 3), path(13, 4), path(20, 0), path(23, 1)]
        let some = (1...30).flatMap {
            [path($0, 0)] + rests($0) + ($0 < 10 ? [] : [path($0, 2)]) + [path($0, 3), path($0, 4)]
        }
        #expect(ShardHoles(some.filter { !lost.contains($0) }).paths == lost)
    }

    @Test func hoursBeforeTheLogsBeganAreNoHoles() {
        let hours = (0..<24).map { $0 < 10 ? "0\($0)" : "\($0)" }
        let all = (1...10).flatMap { day in
            hours.map { "impressions/dt=2019-09-\(day < 10 ? "0" : "")\(day)/hour=\($0)/a.gz" }
        }
        let cut = Array(all.dropFirst(5).dropLast(7))
        #expect(ShardHoles(cut).paths.isEmpty)
        #expect(ShardHoles(cut.filter { $0 != all[100] }).paths == [all[100]])
    }

    @Test func randomEndsOfNamesAreNotLookedAt() {
        let random = (1...20).map { path($0, 0, ending: "-5f0c\($0 * 7919 % 977)-c000.json.gz") }
        #expect(ShardHoles(random).paths.isEmpty)
        #expect(ShardHoles(random.filter { !$0.contains("-12/") }).paths == ["matches/dt=2019-09-12/part-00000-*"])
    }

    @Test func foldersOfAWeekMayHaveHoles() {
        let weeks = ["08-05", "08-12", "08-19", "09-02", "09-09", "09-16"].map { "matches/dt=2019-\($0)/part-0" }
        #expect(ShardHoles(weeks).paths == ["matches/dt=2019-08-26/part-0"])
    }

    @Test func datesInNamesAndWithoutHyphensAreRead() {
        let names = (10...20).filter { $0 != 14 }.map { "matches/matches-2019-09-\($0)-07.jsonl" }
        #expect(ShardHoles(names).paths == ["matches/matches-2019-09-14-07.jsonl"])
        let compact = (10...20).filter { $0 != 14 }.map { "matches/dt=201909\($0)/a" }
        #expect(ShardHoles(compact).paths == ["matches/dt=20190914/a"])
        #expect(ShardLabels(path: "m/matches-2019-09-14-07.jsonl") == ShardLabels(path: "m/2019-09-14/07"))
        #expect(ShardLabels(path: "m/dt=2019-09-14/part-00003-5f0c-c000.gz").part == "00003")
    }
}
