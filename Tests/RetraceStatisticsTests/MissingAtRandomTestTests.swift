import Foundation
import Testing

@testable import RetraceStatistics

@Suite struct MissingAtRandomTestTests {
    /// 10 days × 24 hours, 8 hosts in turn without regard to the hour; lines follow the hour.
    private func grid(lost: Set<Int>, lines: Bool = true) -> [Shard] {
        (0..<240).map { file in
            let day = String(100 + file / 24).dropFirst()
            let hour = String(100 + file % 24).dropFirst()
            let load = 1_000 + 800 * sin(Double(file % 24) / 24 * 2 * .pi) + Double(file % 7)
            return Shard(
                path: "matches/dt=2019-09-\(day)/hour=\(hour)/host=h\((file + file / 24) % 8)/x.jsonl",
                state: lost.contains(file) ? .missing : .read, linesExpected: lines ? UInt64(load) : nil,
                bytes: lines || !lost.contains(file) ? UInt64(load * 40) : nil)
        }
    }

    @Test func neighboursAreNotChance() {
        let test = MissingAtRandomTest(grid(lost: Set(100..<108)))
        #expect(test.refusal == .contiguousLoss(missing: 8, runs: 1))
    }

    @Test func aWholeDayIsNotChance() {
        switch MissingAtRandomTest(grid(lost: Set(48..<72))).refusal {
        case .commonCause(.day, "2019-09-02", 24, 24), .contiguousLoss(24, 1): break
        case let other: Issue.record("\(String(describing: other))")
        }
    }

    @Test func oneHostIsNotChance() {
        let all = grid(lost: [])
        let ofHost = all.indices.filter { all[$0].labels.host == "h3" }
        let everyThird = stride(from: 0, to: ofHost.count, by: 3).map { ofHost[$0] }
        let test = MissingAtRandomTest(grid(lost: Set(everyThird)))
        #expect(test.refusal == .commonCause(label: .host, value: "h3", missing: 10, shared: 10))
    }

    @Test(arguments: [true, false])
    func busyHoursAreNotChance(linesKnown: Bool) {
        // Hours 3 to 9 of scattered days; without a manifest the hours' mean volumes stand for the missing ones.
        let lost: Set<Int> = [4, 24 + 6, 72 + 8, 96 + 5, 144 + 3, 168 + 7, 192 + 9, 216 + 4]
        let test = MissingAtRandomTest(grid(lost: lost, lines: linesKnown))
        #expect(test.refusal == .busyHoursLost)
        #expect(test.testedVolume)
    }

    @Test func quietHoursAreNotChance() {
        let lost: Set<Int> = [17, 24 + 18, 72 + 19, 96 + 18, 144 + 17, 168 + 19, 192 + 20, 216 + 18, 120 + 16]
        #expect(MissingAtRandomTest(grid(lost: lost)).refusal == .quietHoursLost)
    }

    @Test func lossesThatNamesMayNotShowWholeAreRefused() {
        #expect(
            MissingAtRandomTest(grid(lost: [238, 239]), isGuessed: true).refusal == .endLost(files: 2, isFirst: false))
        #expect(
            MissingAtRandomTest(grid(lost: [0, 1, 70]), isGuessed: true).refusal == .endLost(files: 2, isFirst: true))
        #expect(MissingAtRandomTest(grid(lost: [0, 70, 239]), isGuessed: true).refusal == nil)
        #expect(MissingAtRandomTest(grid(lost: [238, 239])).refusal == nil)
    }

    @Test func oneMissingFileIsTakenForChance() {
        let test = MissingAtRandomTest((0..<30).map { Shard(path: "m/part-\($0)", state: $0 == 7 ? .missing : .read) })
        #expect(test.refusal == nil)
        #expect(!test.testedVolume)
    }

    @Test func nothingMissingIsTakenForChance() {
        #expect(MissingAtRandomTest(grid(lost: [])).refusal == nil)
        #expect(MissingAtRandomTest([]).refusal == nil)
    }

    @Test func orderOfTheListDoesNotMatter() {
        let shards = grid(lost: Set(100..<103))
        #expect(MissingAtRandomTest(shards).probability == MissingAtRandomTest(shards.reversed()).probability)
    }

    @Test(arguments: [2, 6, 20])
    func chanceIsRefusedAtMostFiveTimesInAHundred(lost: Int) {
        let refused = (0..<400).count { run in
            var random = SeededGenerator(seed: 1, stream: UInt64(run))
            return MissingAtRandomTest(grid(lost: Set(random.choice(lost, of: 240))), isGuessed: true).refusal != nil
        }
        #expect(refused <= 20)
    }

    /// Against all ways to lose 3 of 9.
    @Test func runsAreCountedExactly() {
        let ways = (0..<(1 << 9)).filter { $0.nonzeroBitCount == 3 }.map(pattern)
        for way in ways {
            let asFew = ways.count { RunsTest.runs($0) <= RunsTest.runs(way) }
            #expect(abs(RunsTest.probability(way) - Double(asFew) / Double(ways.count)) < 1e-12)
        }
    }

    /// Against all ways to lose 3 of 9, with ties.
    @Test func rankSumsAreCountedExactly() throws {
        let volumes: [Double] = [5, 1, 2, 2, 9, 7, 2, 8, 5]
        let ways = (0..<(1 << 9)).filter { $0.nonzeroBitCount == 3 }.map(pattern)
        let ranks = [5.5, 1, 3, 3, 9, 7, 3, 8, 5.5]
        func sum(_ way: [Bool]) -> Double { zip(ranks, way).reduce(0) { $0 + ($1.1 ? $1.0 : 0) } }
        for way in ways {
            let test = try #require(RankSumTest(volumes: volumes, isLost: way))
            let larger = ways.count { sum($0) >= sum(way) }
            let smaller = ways.count { sum($0) <= sum(way) }
            #expect(abs(test.larger - Double(larger) / Double(ways.count)) < 1e-12)
            #expect(abs(test.smaller - Double(smaller) / Double(ways.count)) < 1e-12)
        }
    }

    @Test func rankSumOfManyIsNearlyNormal() throws {
        // 60 lost of 300: an exact count is out of reach; the mean rank must be in the middle of the distribution.
        let volumes = (0..<300).map(Double.init)
        let test = try #require(RankSumTest(volumes: volumes, isLost: volumes.map { Int($0) % 5 == 2 }))
        #expect(abs(test.larger - 0.5) < 0.01 && abs(test.smaller - 0.5) < 0.01)
        #expect(RankSumTest(volumes: [1, 2], isLost: [false, false]) == nil)
    }

    @Test func pathsNameDayHourHostAndPart() {
        let labels = ShardLabels(path: "matches/dt=2019-09-17/hour=05/host=a7/part-00003.jsonl.zst")
        #expect(labels.day == "2019-09-17" && labels.hour == "05" && labels.host == "a7" && labels.part == "00003")
        let plain = ShardLabels(path: "matches/2019-09-17/node=b/log.gz")
        #expect(plain.day == "2019-09-17" && plain.hour.isEmpty && plain.host == "b" && plain.part.isEmpty)
        #expect(ShardLabels(path: "").part.isEmpty)
    }

    private func pattern(_ bits: Int) -> [Bool] { (0..<9).map { bits >> $0 & 1 == 1 } }
}
