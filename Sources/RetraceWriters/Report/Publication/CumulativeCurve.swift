import RetraceCore
import RetraceStatistics

/// How many accounts a count had come to by the end of each day, over all time.
struct CumulativeCurve: Sendable {
    /// The end of a day.
    struct Point: Sendable, Equatable {
        /// `YYYY-MM-DD`.
        let day: String
        /// Accounts whose first instant lies in that day or earlier.
        let accounts: Bounds
    }

    /// In the order of time, a point for each day in which something happened; where small cells are withheld, only those
    /// days between which every reading rose by nothing or by no small number. Empty where that leaves none.
    let points: [Point]

    init(_ kind: CountKind, _ publication: Publication) {
        var accounts = Bounds()
        var points: [Point] = []
        for day in publication.result.timeline {
            accounts.lower += day.accounts[kind].lower
            accounts.upper += day.accounts[kind].upper
            points.append(Point(day: day.day, accounts: accounts))
        }
        guard publication.options.isPublic else {
            self.points = accounts.upper > 0 ? points : []
            return
        }
        self.points = CumulativeCurve.coarse(points, publication.result.counts.accounts.before[kind], publication)
    }

    /// Keeps a point when it can stand beside the one kept before it, the last one, and the total before the cutoff.
    private static func coarse(_ points: [Point], _ total: Bounds, _ publication: Publication) -> [Point] {
        guard let last = points.last?.accounts else { return [] }
        func areApart(_ one: Bounds, _ other: Bounds) -> Bool {
            let gaps = [(one.lower, other.lower), (one.upper, other.upper)].map { max($0, $1) - min($0, $1) }
            return !gaps.contains { publication.isSmall($0) }
        }
        guard areApart(last, total), areApart(last, Bounds()), areApart(total, Bounds()) else { return [] }
        var kept = Bounds()
        return points.filter { point in
            guard areApart(point.accounts, kept), areApart(point.accounts, last), areApart(point.accounts, total) else {
                return false
            }
            kept = point.accounts
            return true
        }
    }
}
