import RetraceWriters
import Testing

/// Numbers for people.
@Suite struct FiguresTests {
    @Test func figures() {
        #expect([0, 999, 1000, 1_234_567].map(Figures.count) == ["0", "999", "1,000", "1,234,567"])
        #expect(Figures.count(.max) == "18,446,744,073,709,551,615")
        #expect(
            [0, 999, 1000, 1_234_567, 999_499, 999_500, 45_600_000_000].map(Figures.bytes)
                == ["0 B", "999 B", "1.00 kB", "1.23 MB", "999 kB", "1.00 MB", "45.6 GB"])
        #expect(
            [0.04, 9.94, 9.96, 59.4, 200, 7500].map { Figures.duration(seconds: $0) }
                == ["0.0 s", "9.9 s", "10 s", "59 s", "3 min 20 s", "2 h 5 min"])
        #expect(Figures.duration(seconds: .infinity) == "a very long time")
        #expect(Figures.stamp("2019-09-17T00:00:00.000Z") == "2019-09-17 00:00:00")
        #expect(Figures.stamp("2019-09-17T00:00:00.120Z") == "2019-09-17 00:00:00.120")
    }
}
