import RetraceCore
import Testing

/// Time stamps and dates.
@Suite struct TimeTests {
    @Test(
        arguments: [
            ("1970-01-01T00:00:00Z", 0), ("1970-01-01t00:00:00z", 0), ("1969-12-31T23:59:59.999Z", -1),
            ("1970-01-01T00:00:00.0019Z", 1),
            ("1970-01-01T01:00:00+01:00", 0), ("1969-12-31T23:00:00-01:00", 0), ("1970-01-01T00:00:00.5-00:00", 500),
            ("0001-01-01T00:00:00Z", -62_135_596_800_000), ("9999-12-31T23:59:59.999Z", 253_402_300_799_999),
            ("0000-12-31T23:59:59-00:01", -62_135_596_741_000), ("2000-02-29T00:00:00Z", 951_782_400_000),
        ] as [(String, Int64)])
    func validStamps(text: String, milliseconds: Int64) {
        #expect(Timestamp.parse(Array(text.utf8)) == Instant(milliseconds: milliseconds))
    }

    @Test(arguments: [
        "", "2019-09-17", "2019-09-17T00:00:00", "2019-09-17 00:00:00Z", "2019-09-17T00:00:60Z", "2019-09-17T24:00:00Z",
        "1900-02-29T00:00:00Z", "2019-09-17T00:00:00.Z", "2019-09-17T00:00:00,5Z", "2019-09-17T00:00:00+2:00",
        "2019-09-17T00:00:00+24:00", "2019-09-17T00:00:00+00:60", "2019-09-17T00:00:00Z ", "0000-12-31T23:59:59Z",
        "0001-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01", "2019-09-17T00:00:00\u{2212}02:00",
    ])
    func invalidStamps(text: String) { #expect(Timestamp.parse(Array(text.utf8)) == nil) }

    @Test func everyDayComesBack() {
        var previous = CivilDate(dayNumber: -719_163)
        #expect(previous.text == "0000-12-31")
        for number in Int32(-719_162)...2_932_896 {
            let date = CivilDate(dayNumber: number)
            let follows =
                date.day == previous.day + 1
                || date.day == 1 && previous.day == CivilDate.days(inMonth: previous.month, ofYear: previous.year)
            if date.dayNumber != number || !follows { Issue.record("\(number)") }
            previous = date
        }
        #expect(previous.text == "9999-12-31")
    }

    @Test func datesThatDoNotExist() {
        #expect(CivilDate(year: 2019, month: 2, day: 29) == nil && CivilDate(year: 2020, month: 2, day: 29) != nil)
        #expect(CivilDate(year: 2019, month: 0, day: 1) == nil && CivilDate(year: 2019, month: 13, day: 1) == nil)
        #expect(CivilDate(year: 2019, month: 4, day: 31) == nil && CivilDate(year: 2019, month: 4, day: 0) == nil)
    }

    @Test func stampsComeBack() {
        for milliseconds in [-62_135_596_800_000, -1, 0, 1, 999, 1_568_678_400_123, 253_402_300_799_999] as [Int64] {
            let instant = Instant(milliseconds: milliseconds)
            #expect(Timestamp.parse(Array(instant.rfc3339.utf8)) == instant)
        }
        #expect(Instant(milliseconds: -1).dayNumber == -1 && Instant(milliseconds: -1).monthNumber == 1969 * 12 + 11)
        #expect(CivilDate.monthText(Instant(milliseconds: -1).monthNumber) == "1969-12")
    }
}
