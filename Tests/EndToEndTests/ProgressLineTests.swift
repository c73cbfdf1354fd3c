import Testing

@testable import retrace

@Suite struct ProgressLineTests {
    private let line = ProgressLine(
        stage: "reading", bytesRead: 250_000_000, bytesTotal: 1_000_000_000, rate: 50_000_000)

    @Test func aWideTerminalShowsAll() {
        #expect(line.text(width: 80) == "25% reading · 250 MB of 1.00 GB · 50.0 MB/s · 15 s left")
    }

    @Test func aNarrowOneShowsWhatFits() {
        #expect(line.text(width: 45) == "25% reading · 250 MB of 1.00 GB · 50.0 MB/s")
        #expect(line.text(width: 20) == "25% reading")
        #expect(line.text(width: 5) == "25% r")
        #expect(line.text(width: 0) == "")
    }

    @Test(arguments: 0...120) func itIsNeverTooLong(width: Int) {
        #expect(line.text(width: width).count <= width)
    }

    @Test func whatIsNotKnownIsNotShown() {
        #expect(ProgressLine(stage: "reading", bytesRead: 5, bytesTotal: 0, rate: 0).text(width: 80) == "reading")
        #expect(
            ProgressLine(stage: "reading", bytesRead: 5, bytesTotal: 10, rate: 0).text(width: 80)
                == "50% reading · 5 B of 10 B")
    }

    @Test func filesThatGrewDoNotPassTheEnd() {
        let line = ProgressLine(stage: "reading", bytesRead: 12, bytesTotal: 10, rate: 3)
        #expect(line.text(width: 80) == "100% reading · 10 B of 10 B")
    }
}
