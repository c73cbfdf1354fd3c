import RetraceStatistics

/// What all partitions together add to the truth. Adding is commutative, so the order in which they finish is no matter.
struct PartitionTotal {
    /// How writing a partition ended.
    ///
    /// Unchecked because the yield's ledger is a class: whoever made it has let go of it when it is handed over.
    struct Outcome: @unchecked Sendable {
        let result: Result<PartitionWriter.Yield, any Error>

        init(_ body: () throws -> PartitionWriter.Yield) { result = Result(catching: body) }

        var isFailure: Bool {
            if case .failure = result { true } else { false }
        }
    }

    private let plan: ScenarioPlan
    private let ledger: Ledger
    private var tallies: [StreamTally] = []
    private var summaries: [StreamSummary] = []
    private var failure: (any Error)?

    init(plan: ScenarioPlan) {
        self.plan = plan
        ledger = Ledger(plan: plan)
    }

    /// Adds a partition; of several failures the first to arrive is kept.
    mutating func add(_ outcome: Outcome) {
        switch outcome.result {
        case .failure(let error): failure = failure ?? error
        case .success(let yield): add(yield)
        }
    }

    private mutating func add(_ yield: PartitionWriter.Yield) {
        ledger.merge(yield.ledger)
        if tallies.isEmpty {
            (tallies, summaries) = (yield.tallies, yield.summaries)
            return
        }
        for stream in tallies.indices {
            tallies[stream].merge(yield.tallies[stream])
            summaries[stream].files += yield.summaries[stream].files
            summaries[stream].bytes += yield.summaries[stream].bytes
            summaries[stream].bytesCompressed += yield.summaries[stream].bytesCompressed
        }
    }

    /// The truth, or the failure.
    func truth() throws -> ReplayResult {
        if let failure { throw failure }
        return TruthBuilder(plan: plan, ledger: ledger, tallies: tallies, summaries: summaries).result()
    }
}
