import RetraceCore
import RetraceStatistics

/// Match events by verdict, before the cutoff and since.
enum VerdictTable {
    static func lines(_ verdicts: Sided<VerdictCounts>) -> [String] {
        let all = verdicts.before.listed
        return Table(
            title: "Matches by verdict",
            columns: [
                Table.Column(heading: "", cells: all.map(\.name), isNumeric: false),
                Table.Column(heading: "", cells: all.map(meaning), isNumeric: false, isOptional: true),
                Table.Column(heading: "before", cells: all.map { Figures.count(verdicts.before[$0]) }),
                Table.Column(heading: "since", cells: all.map { Figures.count(verdicts.since[$0]) }),
            ]
        ).lines()
    }

    /// What it takes, in a few words.
    static func meaning(_ verdict: Verdict) -> String {
        switch verdict {
        case .permitted: "held for a purpose that permits advertising"
        case .restricted: "held for restricted purposes alone"
        case .unclassified: "held for a purpose that the policy does not name"
        case .stale: "no longer held at that moment"
        case .unattributed: "never held, as far as the logs tell"
        case .ambiguousClock: "not the same within the tolerance for clocks"
        }
    }
}
