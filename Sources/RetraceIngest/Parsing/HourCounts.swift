import CSimdjson
import RetraceCore
import RetraceHost

/// Lines by hour (UTC) of their time stamps. One addition a line; memory is taken for the hours alone that occur. Not
/// thread-safe.
final class HourCounts {
    private static let milliseconds: Int64 = 3_600_000
    /// From 1970 to 2106; time stamps outside are not counted.
    private static let hours = 1_200_000

    private static let bytes = hours * MemoryLayout<UInt64>.stride

    private let counts: UnsafeMutablePointer<UInt64>
    private var low = HourCounts.hours
    private var high = -1

    /// No lines. Throws ``RetraceCore/RetraceError`` of kind `temporary` when memory is short.
    init() throws {
        guard let memory = HostMemory.map(HourCounts.bytes) else {
            throw RetraceError(.temporary, "There is no memory to count lines by hour: lower --threads.")
        }
        counts = memory.bindMemory(to: UInt64.self, capacity: HourCounts.hours)
    }

    deinit { HostMemory.unmap(counts, HourCounts.bytes) }

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

    /// Forgets all lines. Linear in the hours between the first and the last.
    func clear() {
        if low <= high { (counts + low).update(repeating: 0, count: high - low + 1) }
        (low, high) = (HourCounts.hours, -1)
    }

    /// Hours since 1970-01-01T00:00Z that have lines, with their numbers.
    var byHour: [Int64: UInt64] {
        guard low <= high else { return [:] }
        let present = (low...high).lazy.filter { self.counts[$0] > 0 }
        return Dictionary(uniqueKeysWithValues: present.map { (Int64($0), self.counts[$0]) })
    }
}
