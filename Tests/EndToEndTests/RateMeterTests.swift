import Testing

@testable import retrace

@Suite struct RateMeterTests {
    @Test func itTakesTwoMoments() {
        var meter = RateMeter()
        #expect(meter.rate == 0)
        meter.add(bytes: 0, at: 0)
        #expect(meter.rate == 0)
        meter.add(bytes: 100, at: 2)
        #expect(meter.rate == 50)
    }

    @Test func itForgetsWhatIsLongAgo() {
        var meter = RateMeter()
        for second in 0...60 { meter.add(bytes: UInt64(second) * 1000, at: Double(second)) }
        for second in 61...70 { meter.add(bytes: 60_000 + UInt64(second - 60) * 10, at: Double(second)) }
        #expect(meter.rate == 10)
    }

    @Test func standingStillIsNoRate() {
        var meter = RateMeter()
        meter.add(bytes: 5, at: 1)
        meter.add(bytes: 5, at: 1)
        meter.add(bytes: 5, at: 9)
        #expect(meter.rate == 0)
    }
}
