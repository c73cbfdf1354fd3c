import Foundation
import RetraceCore
import Testing

/// Cutoffs as people write them.
@Suite struct CutoffTests {
    @Test(arguments: [
        ("2019-09-17", "UTC", "2019-09-17T00:00:00.000Z"),
        ("2019-09-17", "America/Los_Angeles", "2019-09-17T07:00:00.000Z"),
        ("2019-01-17", "America/Los_Angeles", "2019-01-17T08:00:00.000Z"),
        ("2019-09-17", "Asia/Kolkata", "2019-09-16T18:30:00.000Z"),
        ("2019-09-17", "Pacific/Kiritimati", "2019-09-16T10:00:00.000Z"),
        ("2019-09-17", "Pacific/Pago_Pago", "2019-09-17T11:00:00.000Z"),
        // The clocks skip from midnight to one.
        ("2018-11-04", "America/Sao_Paulo", "2018-11-04T03:00:00.000Z"),
        ("2018-11-05", "America/Sao_Paulo", "2018-11-05T02:00:00.000Z"),
        // Midnight comes twice: the day starts with the first.
        ("2018-11-04", "America/Havana", "2018-11-04T04:00:00.000Z"),
        ("0001-01-01", "UTC", "0001-01-01T00:00:00.000Z"), ("1500-03-01", "UTC", "1500-03-01T00:00:00.000Z"),
        ("9999-12-31", "UTC", "9999-12-31T00:00:00.000Z"), ("2020-02-29", "UTC", "2020-02-29T00:00:00.000Z"),
        ("2019-09-17T12:00:00Z", "America/Los_Angeles", "2019-09-17T12:00:00.000Z"),
        ("2019-09-17t01:30:00.1239+02:00", "UTC", "2019-09-16T23:30:00.123Z"),
    ])
    func instants(text: String, zone: String, expected: String) throws {
        let timeZone = try #require(TimeZone(identifier: zone))
        #expect(try Cutoff(parsing: text, timeZone: timeZone).instant.rfc3339 == expected)
    }

    @Test(arguments: [
        "", "today", "2019-02-29", "2019-13-01", "2019-9-17", "0000-01-01", "2019-09-17T12:00:00",
        "2019-09-17 12:00:00Z", "17.09.2019",
        "2019-09-17Z", " 2019-09-17", "1568678400000", "10000-01-01", "+2019-09-1", "\u{FF12}019-09-17",
    ])
    func othersAreWrongUsage(text: String) {
        let error = #expect(throws: RetraceError.self) { try Cutoff(parsing: text, timeZone: .gmt) }
        #expect(error?.kind == .usage)
    }
}
