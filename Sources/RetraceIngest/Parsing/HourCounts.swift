import CSimdjson
import Glibc

/// Lines by hour (UTC) of their time stamps. One addition a line; memory is taken for the hours alone that occur. Not
/// thread-safe.
final class HourCounts {
    private static let milliseconds: Int64 = 3_600_000
    /// From 1970 to 2106; time stamps outside are not counted.
    private static let hours = 1_200_000

    private let counts: UnsafeMutablePointer<UInt64>
    private var low = HourCounts.hours
    private var high = -1

    /// No lines. The system gives untouched pages no memory.
    init() {
        guard let memory = calloc(HourCounts.hours, MemoryLayout<UInt64>.stride) else {
            fatalError("There is no memory for the volume by hour.")
        }
        counts = memory.bindMemory(to: UInt64.self, capacity: HourCounts.hours)
    }

    deinit { free(counts) }

    /// Adds lines; those without a time stamp count for nothing.
    func add(_ lines: UnsafeBufferPointer<rt_line>) {
        var (low, high) = (low, high)
        for line in lines where line.flags & RT_HAS_TS.rawValue != 0 {
            // Those before 1970 become hours far beyond the last.
            let hour = Int(UInt64(bitPattern: line.ts) / UInt64(HourCounts.milliseconds))
            guard hour < HourCounts.hours else { continue }
            counts[hour] &+= 1
            low = min(low, hour)
            high = max(high, hour)
        }
        (self.low, self.high) = (low, high)
    }

    /// Hours since 1970-01-01T00:00Z that have lines, with their numbers.
    var byHour: [Int64: UInt64] {
        guard low <= high else { return [:] }
        let present = (low...high).lazy.filter { self.counts[$0] > 0 }
        return Dictionary(uniqueKeysWithValues: present.map { (Int64($0), self.counts[$0]) })
    }
}
