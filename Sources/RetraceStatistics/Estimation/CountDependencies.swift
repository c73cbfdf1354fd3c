import RetraceCore

/// Which streams a count rests on, read off the definitions of the counts.
///
/// The whole theory of what loss does to a count is here: `judging` streams decide verdicts and memberships, so a line lost
/// there may raise the count or lower it; `adding` streams hold the events that put accounts in the count, so a line lost
/// there can only lower it.
public struct CountDependencies: Sendable {
    /// Lost lines change the count both ways.
    public let judging: [LogStream]
    /// Lost lines only lower it.
    public let adding: [LogStream]

    /// The streams of a count of accounts in one reading.
    public init(_ count: CountKind, _ reading: Reading) {
        switch count {
        case .atRisk:
            // Upper: an account with an open verdict is at risk too; uploads decide whether a match without a hash is one.
            judging = reading == .lower ? [.identifiers] : [.identifiers, .uploads]
            adding = reading == .lower ? [] : [.matches, .disclosures]
        case .matched:
            // Deleted audiences end memberships, not matches: `audiences` decides nothing here.
            judging = [.identifiers, .uploads]
            adding = [.matches]
        case .solelyMatched:
            // A lost permitted match, or a lost removal, makes a membership look solely restricted.
            judging = [.identifiers, .audiences, .uploads, .matches]
            adding = []
        case .reached:
            judging = [.identifiers, .audiences, .uploads, .matches]
            adding = [.impressions]
        case .disclosed:
            judging = [.identifiers]
            adding = [.disclosures]
        }
    }

    /// Both kinds.
    public var all: [LogStream] { judging + adding }
}

extension LogStream {
    /// Whether every line names one account, so that losing it changes no more than that account.
    var namesOneAccount: Bool { self != .audiences && self != .uploads }
}
