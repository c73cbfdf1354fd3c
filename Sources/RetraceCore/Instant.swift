/// A point in time: whole milliseconds since 1970-01-01T00:00:00Z, leap seconds not counted (POSIX time).
///
/// Log time stamps lie in the years 0001 to 9999 (UTC); ``distantPast`` and ``distantFuture`` lie outside that range and
/// stand for "before every event" and "never ends".
public struct Instant: BitwiseCopyable, Hashable, Comparable, Sendable {
    /// Milliseconds since the Unix epoch; negative before 1970.
    public var milliseconds: Int64

    /// An instant from Unix milliseconds; any value is allowed.
    @inlinable
    public init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// Earlier than every log time stamp.
    @inlinable public static var distantPast: Instant { Instant(milliseconds: .min) }
    /// Later than every log time stamp.
    @inlinable public static var distantFuture: Instant { Instant(milliseconds: .max) }
    /// 0001-01-01T00:00:00.000Z, the earliest valid time stamp.
    @inlinable public static var earliest: Instant { Instant(milliseconds: -62_135_596_800_000) }
    /// 9999-12-31T23:59:59.999Z, the latest valid time stamp.
    @inlinable public static var latest: Instant { Instant(milliseconds: 253_402_300_799_999) }

    /// Earlier first.
    @inlinable
    public static func < (left: Instant, right: Instant) -> Bool {
        left.milliseconds < right.milliseconds
    }

    /// Days since 1970-01-01 of the UTC day that holds this instant; negative before 1970.
    @inlinable
    public var dayNumber: Int32 {
        Int32(truncatingIfNeeded: floorDivide(milliseconds, by: 86_400_000))
    }

    /// Months since January of the year 0 (UTC): `year * 12 + month - 1`.
    public var monthNumber: Int32 {
        let date = CivilDate(dayNumber: dayNumber)
        return Int32(date.year * 12 + date.month - 1)
    }

    /// RFC 3339 in UTC with three decimals, such as `2019-09-17T00:00:00.000Z`; sorts as text for the years 0001 to 9999.
    public var rfc3339: String {
        let date = CivilDate(dayNumber: dayNumber)
        let inDay = Int(milliseconds - Int64(dayNumber) * 86_400_000)
        let time = [inDay / 3_600_000, inDay / 60_000 % 60, inDay / 1000 % 60].map { padded($0, 2) }
        return "\(date.text)T\(time.joined(separator: ":")).\(padded(inDay % 1000, 3))Z"
    }
}

/// Division that rounds towards negative infinity; `divisor` is positive.
@inlinable
func floorDivide(_ value: Int64, by divisor: Int64) -> Int64 {
    let quotient = value / divisor
    return value % divisor < 0 ? quotient - 1 : quotient
}

/// `value` in decimal, filled up with zeros on the left to `width` digits; `value` is not negative.
func padded(_ value: Int, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
