import RetraceCore

/// The instants of a random log set: few, many of them next to the cutoff.
enum RandomInstants {
    private static let day: Int64 = 86_400_000

    /// Most often midnight UTC; else midnight elsewhere, or at the edge of what a time stamp may be, or any.
    static func cutoff(using random: inout SplitMix64) -> Instant {
        let midnight = Int64(random.pick([18_156, 18_156, 18_170, 18_321, 0, -1, 11_016])) * day
        switch random.number(0...9) {
        case 0: return Instant(milliseconds: midnight + 7 * 3_600_000)
        case 1: return Instant(milliseconds: midnight + Int64(random.number(0...86_399_999)))
        case 2: return random.pick([Instant.earliest, Instant.latest])
        default: return Instant(milliseconds: midnight)
        }
    }

    /// 4 to 12 instants, `cutoff` one of them.
    static func around(_ cutoff: Instant, using random: inout SplitMix64) -> [Instant] {
        let near: [Int64] = [-1, 1, -1000, 1000, -3_600_000, 3_600_000]
        var offsets = Array(near.shuffled(using: &random).prefix(random.number(0...4)))
        while offsets.count < 3 || (offsets.count < 11 && random.chance(80)) {
            offsets.append(
                Int64(random.number(-70...70)) * day + random.pick([0, 0, -1, Int64(random.number(0...86_399_999))]))
        }
        let instants = offsets.map { Instant(milliseconds: cutoff.milliseconds + $0) }
        return [cutoff] + instants.map { min(max($0, .earliest), .latest) }
    }
}
