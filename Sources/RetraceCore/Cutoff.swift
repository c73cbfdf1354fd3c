import Foundation

/// The instant that divides events into those before it and those since.
public struct Cutoff: Hashable, Sendable {
    /// The first instant that is not before the cutoff.
    public var instant: Instant

    /// A cutoff at an instant.
    public init(instant: Instant) {
        self.instant = instant
    }

    /// Reads `2019-09-17` (midnight at the start of that day in `timeZone`; where the clocks skip midnight, the first
    /// instant of the day) or an RFC 3339 instant with an offset. Fractions are truncated to 1 ms.
    ///
    /// Throws ``RetraceError`` of kind `usage` when `text` is neither.
    public init(parsing text: String, timeZone: TimeZone) throws {
        if let date = Cutoff.date(text) {
            instant = try Cutoff.startOfDay(date, in: timeZone)
        } else if let parsed = Timestamp.parse(Array(text.utf8)) {
            instant = parsed
        } else {
            throw RetraceError(
                .usage,
                "The cutoff '\(text)' is neither a date such as 2019-09-17 nor an instant such as 2019-09-17T12:00:00Z."
            )
        }
    }

    private static func date(_ text: String) -> CivilDate? {
        let bytes = Array(text.utf8)
        guard bytes.count == 10, bytes[4] == 0x2D, bytes[7] == 0x2D else { return nil }
        guard let year = Timestamp.digits(bytes[0..<4]), let month = Timestamp.digits(bytes[5..<7]),
            let day = Timestamp.digits(bytes[8..<10]), year >= 1
        else { return nil }
        return CivilDate(year: year, month: month, day: day)
    }

    private static func startOfDay(_ date: CivilDate, in timeZone: TimeZone) throws -> Instant {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = timeZone
        let utcMidnight = Int64(date.dayNumber) * 86_400_000
        guard timeZone.identifier != "GMT" else { return Instant(milliseconds: utcMidnight) }
        // The day is found from its noon in UTC, so that no zone's offset can move it by more than the search allows.
        let components = DateComponents(year: date.year, month: date.month, day: date.day, hour: 12)
        guard let noon = calendar.date(from: components) else {
            throw RetraceError(
                .usage, "The cutoff \(date.text) has no midnight in the time zone \(timeZone.identifier).")
        }
        let start = calendar.startOfDay(for: noon).timeIntervalSince1970
        return Instant(milliseconds: Int64((start * 1000).rounded()))
    }
}
