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
            instant = Cutoff.startOfDay(date, in: timeZone)
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

    /// The first instant at which the zone's clocks show the date or a later one.
    ///
    /// Found from the zone's offsets alone: Foundation's calendar is the Julian one before 1582, and log time stamps are
    /// proleptic Gregorian throughout.
    private static func startOfDay(_ date: CivilDate, in timeZone: TimeZone) -> Instant {
        let midnight = Int64(date.dayNumber) * 86_400
        // No zone is further from UTC than this, and none has changed its offset twice within a step.
        let (reach, step): (Int64, Int64) = (30 * 3600, 900)
        func hasBegun(_ seconds: Int64) -> Bool {
            let offset = timeZone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(seconds)))
            return seconds + Int64(offset) >= midnight
        }
        var begun = midnight - reach + step
        while !hasBegun(begun) { begun += step }
        var before = begun - step
        while begun - before > 1 {
            let middle = before + (begun - before) / 2
            if hasBegun(middle) { begun = middle } else { before = middle }
        }
        return Instant(milliseconds: begun * 1000)
    }
}
