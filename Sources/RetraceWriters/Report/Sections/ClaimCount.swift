import RetraceCore
import RetraceStatistics

/// A count that a claim is about: whether the logs prove that somebody is in it, or rule it out.
struct ClaimCount {
    private let result: ReplayResult
    private let bounds: Bounds
    private let estimates: EstimatePair?
    private let judging: [LogStream]
    private let adding: [LogStream]

    init(_ side: Side, _ kind: CountKind, _ result: ReplayResult) {
        self.result = result
        bounds = (result.counts.persons ?? result.counts.accounts)[side][kind]
        estimates =
            (result.counts.persons == nil ? result.estimates?.accounts : result.estimates?.persons)?[side][kind.name]
        let dependencies = CountDependencies(kind, .upper)
        judging = dependencies.judging
        adding = dependencies.adding
    }

    /// Somebody is in it, whatever the lines that are lacking said.
    var isProven: Bool {
        // A bound that holds, where lines are lost; an estimate never ends below what is proven.
        let low = estimates.map { $0.lower.low ?? 0 } ?? (judging.allSatisfy(isUndamaged) ? Double(bounds.lower) : 0)
        return low > 0 && bounds.lower > 0 && judging.allSatisfy(isAccepted)
    }

    /// Nobody is in it: everything was there, and nothing was found.
    var isRuledOut: Bool { isWhole && bounds.upper == 0 }

    /// Whether its streams were there and read to the end of every file, no line rejected.
    var isWhole: Bool {
        guard estimates.map({ $0.upper.method == "exact" }) ?? (judging + adding).allSatisfy(isUndamaged) else {
            return false
        }
        return (judging + adding).allSatisfy(isAccepted) && (adding + [.identifiers]).allSatisfy(isThere)
    }

    private func isThere(_ stream: LogStream) -> Bool { (result.streams[stream.name]?.files ?? 0) > 0 }

    private func isAccepted(_ stream: LogStream) -> Bool { result.streams[stream.name]?.rejected ?? 0 == 0 }

    private func isUndamaged(_ stream: LogStream) -> Bool {
        !result.incomplete.contains { $0.file.hasPrefix("\(stream.name)/") }
    }
}
