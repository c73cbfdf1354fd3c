import RetraceCore
import RetraceStatistics

/// The five counts, lower and upper, a table for each side of the cutoff.
struct Funnel {
    let cutoff: String
    let counts: Totals

    init(cutoff: String, counts: Totals) {
        self.cutoff = cutoff
        self.counts = counts
    }

    init(result: ReplayResult) { self.init(cutoff: result.cutoff, counts: result.counts) }

    /// The table of one side.
    func lines(_ side: Side) -> [String] {
        let kinds = CountKind.allCases
        let title = side == .before ? "Before \(Figures.stamp(cutoff)) UTC" : "Since then"
        let names = kinds.map(\.label)
        var columns = [
            Table.Column(heading: "", cells: names, isNumeric: false),
            Table.Column(heading: "", cells: kinds.map(\.meaning), isNumeric: false, isOptional: true),
            Table.Column(heading: "accounts", bounds: kinds.map { counts.accounts[side][$0] }),
        ]
        if let persons = counts.persons {
            columns.append(Table.Column(heading: "persons", bounds: kinds.map { persons[side][$0] }))
        }
        return Table(title: title, columns: columns).lines()
    }

    /// Says how to read two numbers, where there are any.
    var note: String? {
        let sides = [counts.accounts, counts.persons].compactMap(\.self).flatMap {
            [$0.before, $0.since]
        }
        let isOpen = sides.contains { set in CountKind.allCases.contains { set[$0].lower != set[$0].upper } }
        return isOpen ? "Of two numbers, the logs prove the first and do not rule out the second." : nil
    }
}
