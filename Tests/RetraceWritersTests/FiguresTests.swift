import RetraceWriters
import Testing

@Suite struct FiguresTests {
    @Test(
        arguments: [
            (0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567"), (140_000_000, "140,000,000"),
            (.max, "18,446,744,073,709,551,615"),
        ] as [(UInt64, String)])
    func counts(value: UInt64, text: String) { #expect(Figures.count(value) == text) }

    @Test(
        arguments: [
            (0, "0 B"), (999, "999 B"), (1000, "1.00 kB"), (1_234_567, "1.23 MB"), (9_994_999, "9.99 MB"),
            (9_995_001, "10.0 MB"),
            (99_949_999, "99.9 MB"), (99_950_001, "100 MB"), (999_499_999, "999 MB"), (999_500_001, "1.00 GB"),
            (.max, "18.4 EB"),
        ] as [(UInt64, String)])
    func bytes(value: UInt64, text: String) { #expect(Figures.bytes(value) == text) }

    @Test(
        arguments: [
            (0, "0.0 s"), (0.44, "0.4 s"), (9.94, "9.9 s"), (9.96, "10 s"), (59.4, "59 s"), (59.6, "1 min 0 s"),
            (200, "3 min 20 s"), (7500, "2 h 5 min"), (.infinity, "a very long time"), (-1, "0.0 s"),
        ] as [(Double, String)])
    func durations(seconds: Double, text: String) { #expect(Figures.duration(seconds: seconds) == text) }

    @Test func stamps() {
        #expect(Figures.stamp("2019-09-17T00:00:00.000Z") == "2019-09-17 00:00:00")
        #expect(Figures.stamp("2019-09-17T12:34:56.789Z") == "2019-09-17 12:34:56.789")
    }
}
