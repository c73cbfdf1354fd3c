import RetraceCore

/// What can be done for a count, given what its streams lack.
enum CountSituation: Equatable {
    /// Nothing is lacking: the count is exact.
    case complete
    /// All that the count rests on was sampled by one hash of the account.
    case accountSampled(rate: Double)
    /// The stream that puts accounts in the count was sampled by event.
    case eventSampled(stream: LogStream, rate: Double)
    /// The stream that puts accounts in the count lacks files.
    case filesMissing(stream: LogStream)
    /// No method is valid.
    case refused(Refusal)

    /// The situation of a count of accounts or persons.
    init(_ count: CountKind, _ reading: Reading, _ unit: CountUnit, _ completeness: Completeness) {
        let dependencies = CountDependencies(count, reading)
        let judging = dependencies.judging + (unit == .persons ? [.accounts] : [])
        let lacking = (judging + dependencies.adding).filter { completeness[$0].gap != .none }
        guard let first = lacking.first else {
            self = .complete
            return
        }
        let byAccount = lacking.filter { Self.accountRate(completeness[$0].gap) != nil }
        if !byAccount.isEmpty {
            self = Self.sampledByAccount(
                byAccount, lacking: lacking, resting: judging + dependencies.adding, count: count, reading: reading,
                completeness)
        } else if let stream = judging.first(where: { lacking.contains($0) }) {
            self = .refused(Self.misjudged(stream))
        } else if count == .atRisk {
            self = .refused(.openVerdictsLost(stream: first.name))
        } else {
            self = Self.adding(first, completeness)
        }
    }

    private static func accountRate(_ gap: StreamGap) -> Double? {
        if case .sampledByAccount(let rate, _) = gap { rate } else { nil }
    }

    private static func misjudged(_ stream: LogStream) -> Refusal {
        switch stream {
        case .accounts: .ownershipUncertain
        case .matches, .audiences: .membershipsUncertain(stream: stream.name)
        default: .verdictsUncertain(stream: stream.name)
        }
    }

    private static func adding(_ stream: LogStream, _ completeness: Completeness) -> CountSituation {
        switch completeness[stream].gap {
        case .sampledByEvent(let rate): .eventSampled(stream: stream, rate: rate)
        case .lost: .filesMissing(stream: stream)
        default: .refused(.severalGaps(streams: [stream.name]))
        }
    }

    /// One hash must have kept the same accounts in every sampled stream, and nothing else may be lacking. Streams that were not
    /// sampled may hold the dropped accounts too, as long as nothing is counted from them alone: with sampled identifiers
    /// their uses would have open verdicts, with sampled owners they would be persons of their own, and those at risk are
    /// counted from two streams at once.
    private static func sampledByAccount(
        _ sampled: [LogStream], lacking: [LogStream], resting: [LogStream], count: CountKind, reading: Reading,
        _ completeness: Completeness
    ) -> CountSituation {
        let names = lacking.map(\.name)
        guard sampled.count == lacking.count else { return .refused(.severalGaps(streams: names)) }
        let gaps = sampled.map { completeness[$0].gap }
        let holdsAll = resting.filter { stream in
            let isThere = stream.isRequired || completeness.streams[stream.name] != nil
            return isThere && stream.namesOneAccount && stream != .accounts
        }
        let mustBeAlike =
            sampled.contains(.identifiers) || (count == .atRisk && reading == .upper) || sampled == [.accounts]
        let isWhole = !mustBeAlike || holdsAll.allSatisfy { sampled.contains($0) }
        guard isWhole, gaps.allSatisfy({ $0 == gaps[0] }), let rate = accountRate(gaps[0])
        else { return .refused(.unevenAccountSampling(streams: names)) }
        return .accountSampled(rate: rate)
    }
}
