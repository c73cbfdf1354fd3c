import Foundation
import RetraceCore
import Testing

@Suite struct CutoffTests {
    private func cutoff(_ text: String, _ zone: String = "UTC") throws -> String {
        try Cutoff(parsing: text, timeZone: try #require(TimeZone(identifier: zone))).instant.rfc3339
    }

    @Test func aDateIsMidnightAtItsStart() throws {
        #expect(try cutoff("2019-09-17") == "2019-09-17T00:00:00.000Z")
        #expect(try cutoff("2019-09-17", "America/Los_Angeles") == "2019-09-17T07:00:00.000Z")
        #expect(try cutoff("2019-01-17", "America/Los_Angeles") == "2019-01-17T08:00:00.000Z")
        #expect(try cutoff("2019-09-17", "Asia/Kolkata") == "2019-09-16T18:30:00.000Z")
        #expect(try cutoff("2019-09-17", "Pacific/Kiritimati") == "2019-09-16T10:00:00.000Z")
        #expect(try cutoff("2019-09-17", "Pacific/Pago_Pago") == "2019-09-17T11:00:00.000Z")
    }

    /// Clocks went from 00:00 to 01:00: the day begins at 01:00.
    @Test(arguments: [
        ("2018-11-04", "America/Sao_Paulo", "2018-11-04T03:00:00.000Z"),
        ("2019-03-31", "Asia/Beirut", "2019-03-30T22:00:00.000Z"),
        ("2019-03-10", "America/Havana", "2019-03-10T05:00:00.000Z"),
    ])
    func whereClocksSkipMidnightTheDayBeginsLater(date: String, zone: String, start: String) throws {
        #expect(try cutoff(date, zone) == start)
    }

    /// Clocks went from 00:00 or 01:00 back into the day before or to its start: the day begins once.
    @Test(arguments: [
        ("2018-02-18", "America/Sao_Paulo", "2018-02-18T03:00:00.000Z"),
        ("2019-11-03", "America/Havana", "2019-11-03T04:00:00.000Z"),
    ])
    func whereMidnightComesTwiceTheFirstCounts(date: String, zone: String, start: String) throws {
        #expect(try cutoff(date, zone) == start)
    }

    @Test(arguments: ["UTC", "GMT", "Etc/UTC", "Etc/GMT"])
    func datesOfAllYearsAreOfOneCalendar(zone: String) throws {
        // Proleptic Gregorian, as log time stamps are: no days are lost in 1582.
        #expect(try cutoff("0001-01-01", zone) == "0001-01-01T00:00:00.000Z")
        #expect(try cutoff("1582-10-04", zone) == "1582-10-04T00:00:00.000Z")
        #expect(try cutoff("1582-10-10", zone) == "1582-10-10T00:00:00.000Z")
        #expect(try cutoff("9999-12-31", zone) == "9999-12-31T00:00:00.000Z")
    }

    @Test func anInstantHasItsOwnOffset() throws {
        #expect(try cutoff("2019-09-17T12:00:00Z", "America/Los_Angeles") == "2019-09-17T12:00:00.000Z")
        #expect(try cutoff("2019-09-17T00:00:00+02:00") == "2019-09-16T22:00:00.000Z")
        #expect(try cutoff("2019-09-17t00:00:00.1239z") == "2019-09-17T00:00:00.123Z")
    }

    @Test(arguments: [
        "", "today", "2019-9-17", "2019-09-31", "2019-02-29", "0000-01-01", "2019-09-17T00:00:00",
        "2019-09-17 00:00:00Z",
        "2019/09/17", "17-09-2019", " 2019-09-17", "2019-09-17Z", "1568678400000", "２０１９-09-17",
    ])
    func nothingElseIsACutoff(text: String) throws {
        #expect { try cutoff(text) } throws: { ($0 as? RetraceError)?.kind == .usage }
    }

    /// Samoa had no 30 December 2011.
    @Test func aDayThatAZoneSkipsIsTheNextOnesStart() throws {
        #expect(try cutoff("2011-12-31", "Pacific/Apia") == "2011-12-30T10:00:00.000Z")
    }
}
