import RetraceCore

extension CountKind {
    /// The name for people.
    var label: String {
        switch self {
        case .atRisk: "at risk"
        case .matched: "matched"
        case .solelyMatched: "solely matched"
        case .reached: "reached"
        case .disclosed: "disclosed"
        }
    }

    /// What it takes to be counted, in a few words.
    var meaning: String {
        switch self {
        case .atRisk: "gave data for restricted use only"
        case .matched: "that data was used in a match"
        case .solelyMatched: "only it put them in an audience"
        case .reached: "were shown an ad because of it"
        case .disclosed: "that data left the platform"
        }
    }
}
