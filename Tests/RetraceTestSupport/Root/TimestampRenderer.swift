import RetraceCore

/// Writes time stamps in the forms that logs may have.
enum TimestampRenderer {
    /// An integer of milliseconds, or RFC 3339 with some offset, some number of decimals, letters in some case.
    static func render(_ instant: Instant, using random: inout SplitMix64) -> String {
        if random.chance(25) { return String(instant.milliseconds) }
        let offset = offset(at: instant, using: &random)
        let local = Instant(milliseconds: instant.milliseconds + Int64(offset) * 60_000).rfc3339
        let date = local.prefix(10)
        let time = local.dropFirst(11).prefix(8)
        let decimals = decimals(String(local.dropFirst(20).prefix(3)), using: &random)
        let letter = random.chance(20) ? "t" : "T"
        return "\(date)\(letter)\(time)\(decimals)\(zone(offset, using: &random))"
    }

    /// An offset in minutes with which the local time stays within four digits of a year.
    private static func offset(at instant: Instant, using random: inout SplitMix64) -> Int {
        let offset = random.pick([0, 0, 120, -420, 330, 1439, -1439, random.number(-1439...1439)])
        let local = instant.milliseconds + Int64(offset) * 60_000
        return local > Instant.latest.milliseconds ? 0 : offset
    }

    /// At least the decimals that are not zero; more are cut off by who reads them.
    private static func decimals(_ three: String, using random: inout SplitMix64) -> String {
        switch random.number(0...3) {
        case 0: return "." + three
        case 1: return "." + three + (0..<random.number(1...24)).map { _ in String(random.number(0...9)) }.joined()
        default:
            let needed = three.reversed().drop { $0 == "0" }.reversed()
            return needed.isEmpty ? "" : "." + String(needed)
        }
    }

    private static func zone(_ offset: Int, using random: inout SplitMix64) -> String {
        if offset == 0 { return random.pick(["Z", "Z", "z", "+00:00", "-00:00"]) }
        let (hours, minutes) = (abs(offset) / 60, abs(offset) % 60)
        return (offset < 0 ? "-" : "+") + two(hours) + ":" + two(minutes)
    }

    private static func two(_ number: Int) -> String {
        number < 10 ? "0\(number)" : "\(number)"
    }
}
