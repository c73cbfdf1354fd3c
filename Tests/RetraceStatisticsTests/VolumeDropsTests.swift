import RetraceStatistics
import Testing

/// Hours with far fewer lines than those around.
@Suite struct VolumeDropsTests {
    /// Ten days with a quiet night and a busy noon.
    private var usual: [Int64: UInt64] {
        Dictionary(
            uniqueKeysWithValues: (0..<240 as Range<Int64>).map { ($0, UInt64(20 + 10 * min($0 % 24, 24 - $0 % 24))) })
    }

    @Test func theCourseOfADayIsNoDrop() {
        #expect(VolumeDrops(hours: usual).runs.isEmpty)
        #expect(VolumeDrops(hours: [:]).runs.isEmpty)
        #expect(VolumeDrops(hours: [5: 1000]).runs.isEmpty)
    }

    @Test func neighbouringHoursAreOneRun() {
        var hours = usual
        hours[100] = 0
        hours[101] = nil
        hours[102] = 3
        hours[150] = 1
        #expect(VolumeDrops(hours: hours).runs == [100...102, 150...150])
    }

    @Test func fewLinesSayNothing() {
        #expect(
            VolumeDrops(hours: Dictionary(uniqueKeysWithValues: (0..<240).map { ($0, $0 % 2 == 0 ? 19 : 0) })).runs
                .isEmpty)
    }
}
