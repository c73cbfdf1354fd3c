import ArgumentParser
import RetraceCore

/// How streams were sampled, as people write it: `matches=event:0.5`, `all=account:0.1`.
struct SamplingArgument: ExpressibleByArgument, Equatable {
    var streams: [LogStream]
    var sampling: Sampling

    /// `all` stands for every stream whose lines name an account: the others can be sampled neither way.
    init?(argument: String) {
        let sides = argument.split(separator: "=", omittingEmptySubsequences: false)
        guard sides.count == 2 else { return nil }
        let words = sides[1].split(separator: ":", omittingEmptySubsequences: false)
        guard words.count == 2, let rate = Double(words[1]), rate > 0, rate <= 1 else { return nil }
        switch words[0] {
        case "event": sampling = .event(rate: rate)
        case "account": sampling = .account(rate: rate, hash: nil)
        default: return nil
        }
        let named = LogStream.allCases.filter { $0 != .audiences && $0 != .uploads }
        streams = sides[0] == "all" ? named : named.filter { $0.name == sides[0] }
        guard !streams.isEmpty else { return nil }
    }
}
