import RetraceCore

/// All the ways in which a log may write an instant, as JSON.
struct TimeSpelling {
    /// One of them.
    static func any(_ time: Int64, _ dice: inout Dice) -> [UInt8] {
        // An offset would carry the first and last instants out of the years 0001 to 9999, as they are written.
        let isExtreme = time == ScenarioCalendar.antiquity || time == ScenarioCalendar.posterity
        switch dice.below(10) {
        case 0, 1: return Array(String(time).utf8)
        case 2: return text(time, offset: "z", separator: "t", &dice)
        case 3, 4, 5:
            if isExtreme { return text(time, offset: "Z", &dice) }
            let minutes = dice.chance(100) ? 23 * 60 + 59 : dice.below(14 * 4 + 1) * 15
            let sign = dice.chance(500) ? 1 : -1
            let clock = "\(two(minutes / 60)):\(two(minutes % 60))"
            return text(time + Int64(sign * minutes) * 60_000, offset: (sign > 0 ? "+" : "-") + clock, &dice)
        default: return text(time, offset: "Z", &dice)
        }
    }

    private static func text(_ local: Int64, offset: String, separator: String = "T", _ dice: inout Dice) -> [UInt8] {
        let instant = Instant(milliseconds: local)
        let inDay = Int(local - Int64(instant.dayNumber) * ScenarioCalendar.dayLength)
        let date = CivilDate(dayNumber: instant.dayNumber).text
        let clock = "\(two(inDay / 3_600_000)):\(two(inDay / 60_000 % 60)):\(two(inDay / 1000 % 60))"
        return Array("\"\(date)\(separator)\(clock)\(fraction(inDay % 1000, &dice))\(offset)\"".utf8)
    }

    /// Zeros at the end may be left out, and digits behind the third are cut off by readers.
    private static func fraction(_ milliseconds: Int, _ dice: inout Dice) -> String {
        if milliseconds == 0, dice.chance(500) { return "" }
        var digits = "." + (milliseconds < 100 ? "0" : "") + two(milliseconds)
        if dice.chance(300) { digits += String(dice.below(1_000_000)) }
        if milliseconds % 10 == 0, digits.count == 4, dice.chance(500) { digits.removeLast() }
        return digits
    }

    private static func two(_ value: Int) -> String { value < 10 ? "0\(value)" : String(value) }
}
