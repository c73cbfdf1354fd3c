import RetraceCore
import Testing

@testable import RetraceTestSupport

@Suite struct TimestampRendererTests {
    @Test func everyFormMeansTheSameInstant() {
        var random = SplitMix64(seed: 1)
        let instants: [Int64] = [
            0, -1, 1_568_678_400_000, 1_568_678_399_999, 1_568_678_400_100, -62_135_596_800_000, 253_402_300_799_999,
        ]
        for instant in instants.map(Instant.init(milliseconds:)) {
            for _ in 0..<300 {
                let text = TimestampRenderer.render(instant, using: &random)
                let parsed = Int64(text).map(Instant.init(milliseconds:)) ?? Timestamp.parse(Array(text.utf8))
                #expect(parsed == instant, "\(text)")
            }
        }
    }

    @Test func whatIsCalledABadTimestampIsOne() {
        for text in BadValues.timestamps {
            #expect(Timestamp.parse(Array(text.utf8)) == nil, "\(text)")
        }
    }
}
