import RetraceCore

/// Bounds of a count that hold whatever the lost lines said, without any assumption of randomness.
///
/// A line of `identifiers`, `matches`, `impressions` or `disclosures` names one account, so a lost line changes a count by at most 1: up
/// or down in a stream that decides verdicts, up alone in one that adds. A line of `accounts` moves one account between
/// persons, which changes their number by at most 1. Lines of `audiences` and `uploads` touch any number of accounts. Before the
/// cutoff each count also ends at the high end of the one that it nests in.
struct CountBounds: Equatable {
    /// Never below 0.
    var low: Double
    /// nil when nothing bounds the count from above.
    var high: Double?
}

/// Computes ``CountBounds`` for every count.
struct BoundsCalculator {
    let totals: Totals
    let completeness: Completeness

    /// The bounds of one count; the count itself at both ends where nothing is lost. Nil where it was not counted.
    func bounds(_ count: CountKind, _ side: Side, _ reading: Reading, _ unit: CountUnit) -> CountBounds? {
        guard let observed = observed(count, side, reading, unit) else { return nil }
        var result = ownBounds(count, reading, unit, observed: Double(observed))
        for ceiling in ceilings(count, side, reading, unit) {
            result.high = min(result.high ?? ceiling, ceiling)
        }
        if let high = result.high { result.low = min(result.low, high) }
        return result
    }

    /// What was counted.
    func observed(_ count: CountKind, _ side: Side, _ reading: Reading, _ unit: CountUnit) -> UInt64? {
        let sides = unit == .accounts ? totals.accounts : totals.persons
        guard let bounds = sides?[side][count] else { return nil }
        return reading == .lower ? bounds.lower : bounds.upper
    }

    private func ownBounds(_ count: CountKind, _ reading: Reading, _ unit: CountUnit, observed: Double) -> CountBounds {
        let dependencies = CountDependencies(count, reading)
        var down: Double? = 0
        var up: Double? = 0
        for stream in dependencies.judging + (unit == .persons ? [.accounts] : []) {
            let change = change(stream, judging: true, reading: reading)
            down = sum(down, change.down)
            up = sum(up, change.up)
        }
        for stream in dependencies.adding { up = sum(up, change(stream, judging: false, reading: reading).up) }
        return CountBounds(low: down.map { max(0, observed - $0) } ?? 0, high: up.map { observed + $0 })
    }

    private func sum(_ left: Double?, _ right: Double?) -> Double? {
        left.flatMap { left in right.map { left + $0 } }
    }

    /// By how much what a stream lacks may have lowered and raised the truth against what was counted; nil: by any number.
    private func change(_ stream: LogStream, judging: Bool, reading: Reading) -> (down: Double?, up: Double?) {
        switch completeness[stream].gap {
        case .none: return (0, 0)
        case .lost:
            guard stream.namesOneAccount, let lines = completeness[stream].linesLost else { return (nil, nil) }
            return (Double(lines), Double(lines))
        case .sampledByAccount: return (!judging || isHarmless(stream, reading) ? 0 : nil, nil)
        case .sampledByEvent, .several: return (nil, nil)
        }
    }

    /// Whether accounts left out of a stream as a whole are merely not counted: without their matches they have no use at all.
    /// Without their identifiers their uses would have open verdicts, and without their owner they would be persons of
    /// their own.
    private func isHarmless(_ stream: LogStream, _ reading: Reading) -> Bool {
        stream == .matches || (stream == .identifiers && reading == .lower)
    }

    private func ceilings(_ count: CountKind, _ side: Side, _ reading: Reading, _ unit: CountUnit) -> [Double] {
        var found = containing(count, side).map { parents in
            let highs = parents.compactMap { bounds($0.0, $0.1, reading, unit)?.high }
            return highs.count == parents.count ? highs.reduce(0, +) : nil
        }
        if unit == .persons { found.append(bounds(count, side, reading, .accounts)?.high) }
        return found.compactMap { $0 }
    }

    /// Counts (to be added up) that hold every account of this one. Since the cutoff `reached` counts memberships made before it as
    /// well, each of which took a match.
    private func containing(_ count: CountKind, _ side: Side) -> [[(CountKind, Side)]] {
        switch count {
        case .atRisk: []
        case .matched, .disclosed: [[(.atRisk, side)]]
        case .solelyMatched: [[(.matched, side)]]
        case .reached: side == .before ? [[(.solelyMatched, side)]] : [[(.matched, .before), (.matched, .since)]]
        }
    }
}
