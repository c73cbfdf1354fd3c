import Foundation

/// Numbers for people, the same in every locale.
public enum Figures {
    /// `1234567` as `1,234,567`.
    public static func count(_ value: UInt64) -> String {
        let digits = String(value)
        var text = ""
        for (position, digit) in digits.enumerated() {
            if position > 0 && (digits.count - position) % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return text
    }

    /// A size in decimal units with three significant digits at most: `999 B`, `1.23 MB`, `45.6 GB`.
    public static func bytes(_ value: UInt64) -> String {
        guard value >= 1000 else { return "\(value) B" }
        let units = ["kB", "MB", "GB", "TB", "PB", "EB"]
        var scaled = Double(value) / 1000
        var unit = 0
        // From 999.5 on, three digits would be rounded to `1000`.
        while scaled >= 999.5 && unit < units.count - 1 {
            scaled /= 1000
            unit += 1
        }
        let decimals = scaled < 9.995 ? 2 : scaled < 99.95 ? 1 : 0
        return String(format: "%.\(decimals)f ", scaled) + units[unit]
    }

    /// A span of time, as long as it must be and no longer: `0.4 s`, `12 s`, `3 min 20 s`, `2 h 5 min`.
    public static func duration(seconds: Double) -> String {
        guard seconds.isFinite, seconds < 360_000_000 else { return "a very long time" }
        if seconds < 9.95 { return String(format: "%.1f s", max(0, seconds)) }
        let whole = Int(seconds.rounded())
        if whole < 60 { return "\(whole) s" }
        if whole < 3600 { return "\(whole / 60) min \(whole % 60) s" }
        return "\(whole / 3600) h \(whole / 60 % 60) min"
    }

    /// A time stamp of a result for people: `2019-09-17T00:00:00.000Z` as `2019-09-17 00:00:00`; milliseconds stay where
    /// they are not zero. The time zone, always UTC, is for the text around it to say.
    public static func stamp(_ rfc3339: String) -> String {
        var text = rfc3339.replacingOccurrences(of: "T", with: " ")
        if text.hasSuffix("Z") { text.removeLast() }
        if text.hasSuffix(".000") { text.removeLast(4) }
        return text
    }
}
