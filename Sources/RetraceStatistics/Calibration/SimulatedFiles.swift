import Foundation

/// The files of one simulated stream: when they are busy, who wrote them, and which are lost.
struct SimulatedFiles {
    let grid: FileGrid
    private let paths: [Shard]
    private let hosts: [Int]
    private let busy: [Int]

    /// Files of a grid. Traffic follows the hour: at its busiest nine times what it is at its quietest.
    init(_ grid: FileGrid) {
        self.grid = grid
        // Each host writes as many files as any other, without regard to day or hour.
        var random = SeededGenerator(seed: UInt64(grid.files))
        let writers = random.choice(grid.files, of: grid.files).map { $0 % grid.hosts }
        hosts = writers
        paths = (0..<grid.files).map { file in
            let day = String(100 + file / grid.filesPerDay).dropFirst()
            let hour = String(100 + file % grid.filesPerDay * (24 / grid.filesPerDay)).dropFirst()
            let time = grid.filesPerDay == 1 ? "" : "/hour=\(hour)"
            return Shard(path: "matches/dt=2019-09-\(day)\(time)/host=h\(writers[file])/part.jsonl.zst", state: .read)
        }
        let byLoad = (0..<grid.filesPerDay).sorted { Self.load(of: $0, grid) > Self.load(of: $1, grid) }
        let peak = Set(byLoad.prefix(max(1, grid.filesPerDay / 4)))
        busy = (0..<grid.files).filter { peak.contains($0 % grid.filesPerDay) }
    }

    private static func load(of slot: Int, _ grid: FileGrid) -> Double {
        grid.filesPerDay == 1 ? 1 : 1 + 0.8 * sin(2 * Double.pi * (Double(slot) + 0.25) / Double(grid.filesPerDay))
    }

    /// The share of each file in the traffic, summed up to it; days differ by up to a half from each other.
    func cumulativeTraffic(_ random: inout SeededGenerator) -> [Double] {
        let days = (0..<grid.days).map { _ in 0.75 + 0.5 * random.uniform() }
        let loads = (0..<grid.files).map { days[$0 / grid.filesPerDay] * Self.load(of: $0 % grid.filesPerDay, grid) }
        let total = loads.reduce(0, +)
        var sum = 0.0
        return loads.map { load in
            sum += load / total
            return sum
        }
    }

    /// The positions of lost files.
    func lose(_ count: Int, _ loss: Loss, _ random: inout SeededGenerator) -> [Int] {
        switch loss {
        case .random: return random.choice(count, of: grid.files)
        case .contiguous:
            let start = random.index(below: grid.files - count + 1)
            return Array(start..<start + count)
        case .oneHost:
            let host = random.index(below: grid.hosts)
            let written = hosts.indices.filter { hosts[$0] == host }
            return random.choice(min(count, written.count), of: written.count).map { written[$0] }
        case .peakHours: return random.choice(min(count, busy.count), of: busy.count).map { busy[$0] }
        }
    }

    /// The files as a manifest and a listing of the root would have them: a hundred lines for each person, most of them of
    /// people whom the incident did not touch.
    func shards(lost: Set<Int>, traffic: [Double], people: Int, _ random: inout SeededGenerator) -> [Shard] {
        paths.indices.map { file in
            let share = traffic[file] - (file == 0 ? 0 : traffic[file - 1])
            var shard = paths[file]
            shard.state = lost.contains(file) ? .missing : .read
            shard.linesExpected = UInt64(100 * Double(people) * share * (0.9 + 0.2 * random.uniform()))
            return shard
        }
    }
}
