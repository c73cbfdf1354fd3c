/// The text form of a log time stamp: RFC 3339, section 5.6, with an offset; `t` and `z` may be in lower case, second 60
/// is not allowed, a fraction is truncated to 1 ms, and the instant lies in the years 0001 to 9999 (UTC).
///
/// This is the readable definition; the line parser has a faster one of its own, tested against it.
public enum Timestamp {
    /// The instant that `bytes` spell, or nil. Linear in the length of `bytes`.
    public static func parse(_ bytes: [UInt8]) -> Instant? {
        guard bytes.count >= 20, bytes[4] == 0x2D, bytes[7] == 0x2D, bytes[10] | 0x20 == 0x74, bytes[13] == 0x3A,
            bytes[16] == 0x3A
        else { return nil }
        guard let year = digits(bytes[0..<4]), let month = digits(bytes[5..<7]), let day = digits(bytes[8..<10]),
            let date = CivilDate(year: year, month: month, day: day),
            let hour = digits(bytes[11..<13]), hour < 24, let minute = digits(bytes[14..<16]), minute < 60,
            let second = digits(bytes[17..<19]), second < 60
        else { return nil }
        var rest = bytes[19...]
        var fraction = 0
        if rest.first == 0x2E {
            let decimals = rest.dropFirst().prefix { (0x30...0x39).contains($0) }
            guard !decimals.isEmpty else { return nil }
            fraction = digits((decimals.prefix(3) + [0x30, 0x30]).prefix(3)) ?? 0
            rest = rest[decimals.endIndex...]
        }
        guard let offset = offsetMinutes(Array(rest)) else { return nil }
        let inDay = Int64(hour * 3600 + (minute - offset) * 60 + second) * 1000 + Int64(fraction)
        let instant = Instant(milliseconds: Int64(date.dayNumber) * 86_400_000 + inDay)
        return instant >= .earliest && instant <= .latest ? instant : nil
    }

    private static func offsetMinutes(_ bytes: [UInt8]) -> Int? {
        if bytes.count == 1, bytes[0] | 0x20 == 0x7A { return 0 }
        guard bytes.count == 6, bytes[0] == 0x2B || bytes[0] == 0x2D, bytes[3] == 0x3A,
            let hours = digits(bytes[1..<3]), hours < 24, let minutes = digits(bytes[4..<6]), minutes < 60
        else { return nil }
        return (bytes[0] == 0x2D ? -1 : 1) * (hours * 60 + minutes)
    }

    /// The number that decimal digits spell; nil when a byte is no digit.
    static func digits(_ bytes: some Collection<UInt8>) -> Int? {
        var value = 0
        for byte in bytes {
            guard (0x30...0x39).contains(byte) else { return nil }
            value = value * 10 + Int(byte - 0x30)
        }
        return value
    }
}
