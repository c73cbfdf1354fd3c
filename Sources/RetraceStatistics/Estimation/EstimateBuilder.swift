import RetraceCore

/// Turns counts, what is known of the logs' completeness, and evidence into estimates for every count.
///
/// Where the streams that a count rests on are complete, point, low and high are the count. Where one thing is wrong for which
/// a method is valid, the estimate is that method's, cut to the bounds that hold. Anywhere else the estimate is refused, with the reason
/// and those bounds: `low` is 0 when nothing better holds (a count is never negative), `high` is nil when nothing bounds it.
public struct EstimateBuilder: Sendable {
    let totals: Totals
    let completeness: Completeness
    let accountEvidence: EvidenceTable
    let personEvidence: EvidenceTable
    let confidence: Double
    /// Streams whose evidence was collected of other files than those that ``completeness`` calls read.
    let misread: Set<String>
    private let calculator: BoundsCalculator
    private let tests: [LogStream: MissingAtRandomTest]
    private let eventEstimators: [Double: EventSamplingEstimator]
    private let shardEstimators: [LogStream: MissingShardEstimator]

    /// A builder over what a replay kept; see ``EstimationBasis``. Nil as below.
    public init?(_ basis: EstimationBasis, totals: Totals, confidence: Double = 0.95) {
        self.init(
            totals: totals, completeness: basis.completeness, accountEvidence: basis.accounts,
            personEvidence: basis.persons, misread: basis.misread, confidence: confidence)
    }

    /// A builder; nil when `confidence` is not in (0, 1) or a sampling rate not in (0, 1]. Runs the tests of randomness once for each
    /// stream that events are counted from.
    public init?(
        totals: Totals, completeness: Completeness, accountEvidence: EvidenceTable = EvidenceTable(),
        personEvidence: EvidenceTable = EvidenceTable(), misread: Set<String> = [], confidence: Double = 0.95
    ) {
        let rates = completeness.streams.values.compactMap { $0.sampling?.rate }
        guard confidence > 0, confidence < 1, rates.allSatisfy({ $0 > 0 && $0 <= 1 }) else { return nil }
        self.totals = totals
        self.completeness = completeness
        self.accountEvidence = accountEvidence
        self.personEvidence = personEvidence
        self.confidence = confidence
        self.misread = misread
        calculator = BoundsCalculator(totals: totals, completeness: completeness)
        var tests: [LogStream: MissingAtRandomTest] = [:]
        var shardEstimators: [LogStream: MissingShardEstimator] = [:]
        for stream in [LogStream.matches, .impressions, .disclosures] where completeness[stream].gap == .lost {
            let files = completeness[stream]
            tests[stream] = MissingAtRandomTest(files.shards, isGuessed: !files.isFromManifest)
            shardEstimators[stream] = MissingShardEstimator(
                read: files.read, missing: files.lost, confidence: confidence)
        }
        self.tests = tests
        self.shardEstimators = shardEstimators
        eventEstimators = Dictionary(
            Set(rates).map { ($0, EventSamplingEstimator(rate: $0, confidence: confidence)) }.compactMap { rate, made in
                made.map { (rate, $0) }
            }, uniquingKeysWith: { first, _ in first })
    }

    /// The estimates of all counts. Some 40 estimates of at most files × 100 steps each.
    public func build() -> Estimates {
        Estimates(
            accounts: sided(.accounts),
            persons: totals.persons == nil ? nil : sided(.persons))
    }

    private func sided(_ unit: CountUnit) -> Sided<[String: EstimatePair]> {
        func side(_ side: Side) -> [String: EstimatePair] {
            Dictionary(
                uniqueKeysWithValues: CountKind.allCases.map { count in
                    (
                        count.name,
                        EstimatePair(
                            lower: estimate(count, side, .lower, unit), upper: estimate(count, side, .upper, unit))
                    )
                })
        }
        return Sided(before: side(.before), since: side(.since))
    }

    /// The estimate of one count. A count of persons that was not counted is refused without bounds.
    public func estimate(_ count: CountKind, _ side: Side, _ reading: Reading, _ unit: CountUnit) -> Estimate {
        guard let bounds = calculator.bounds(count, side, reading, unit),
            let seen = calculator.observed(count, side, reading, unit)
        else { return refusal(.evidenceNotCollected, within: CountBounds(low: 0, high: nil)) }
        let cell = Cell(count: count, side: side, reading: reading, unit: unit, seen: seen, bounds: bounds)
        switch CountSituation(count, reading, unit, completeness) {
        case .complete: return exact(cell)
        case .accountSampled(let rate): return accountSampled(cell, rate: rate)
        case .eventSampled(let stream, let rate): return eventSampled(cell, stream: stream, rate: rate)
        case .filesMissing(let stream): return filesMissing(cell, stream: stream)
        case .refused(let reason):
            return refusal(reason, within: bounds, assumptions: knownLines(cell))
        }
    }

    /// One count with what holds of it.
    struct Cell {
        let count: CountKind
        let side: Side
        let reading: Reading
        let unit: CountUnit
        let seen: UInt64
        let bounds: CountBounds
    }

    private func evidence(_ cell: Cell) -> CountEvidence? {
        let table = cell.unit == .accounts ? accountEvidence : personEvidence
        return table[cell.count, cell.side, cell.reading]
    }

    private func exact(_ cell: Cell) -> Estimate {
        let value = Double(cell.seen)
        let streams = CountDependencies(cell.count, cell.reading).all + (cell.unit == .persons ? [.accounts] : [])
        let isGuessed = streams.contains { !completeness[$0].shards.isEmpty && !completeness[$0].isFromManifest }
        return Estimate(
            point: value, low: value, high: value, confidence: confidence, method: "exact",
            assumptions: isGuessed ? [Assumptions.fullListGuessed] : [])
    }

    private func accountSampled(_ cell: Cell, rate: Double) -> Estimate {
        let floor = CountBounds(low: Double(cell.seen), high: nil)
        guard cell.unit == .accounts, let estimator = AccountSamplingEstimator(rate: rate, confidence: confidence)
        else {
            return personsSampled(cell, rate: rate)
        }
        return estimate(
            estimator.estimate(seen: cell.seen), within: floor, method: "account sampling",
            assumptions: Assumptions.accountSampling(rate))
    }

    /// The accounts of a person are the pieces that sampling by account keeps or drops.
    private func personsSampled(_ cell: Cell, rate: Double) -> Estimate {
        let accounts = estimate(cell.count, cell.side, cell.reading, .accounts)
        let bounds = CountBounds(low: Double(cell.seen), high: accounts.high)
        guard let pieces = evidence(cell)?.accounts, pieces.total == cell.seen, let estimator = eventEstimators[rate]
        else { return refusal(.evidenceNotCollected, within: bounds, assumptions: [Assumptions.personsCeiling]) }
        switch estimator.estimate(pieces) {
        case .estimate(let interval):
            return estimate(
                interval, within: CountBounds(low: bounds.low, high: nil),
                method: "account sampling (\(thinningName(rate)))",
                assumptions: Assumptions.personSampling(rate) + smoothing(rate))
        case .refused:
            return refusal(
                .personsSampledTooThinly(rate: rate), within: bounds, assumptions: [Assumptions.personsCeiling])
        }
    }

    private func eventSampled(_ cell: Cell, stream: LogStream, rate: Double) -> Estimate {
        guard cell.unit == .accounts else { return refusal(.personsNotFollowed, within: cell.bounds) }
        guard let pieces = evidence(cell)?.events, pieces.total == cell.seen, let estimator = eventEstimators[rate]
        else { return refusal(.evidenceNotCollected, within: cell.bounds) }
        switch estimator.estimate(pieces) {
        case .estimate(let interval):
            return estimate(
                interval, within: cell.bounds, method: "event sampling (\(thinningName(rate)))",
                assumptions: Assumptions.eventSampling(rate, stream: stream) + smoothing(rate))
        case .refused(let reason): return refusal(reason, within: cell.bounds)
        }
    }

    private func filesMissing(_ cell: Cell, stream: LogStream) -> Estimate {
        if let reason = tests[stream]?.refusal {
            return refusal(reason, within: cell.bounds, assumptions: knownLines(cell))
        }
        guard cell.unit == .accounts else {
            return refusal(.personsNotFollowed, within: cell.bounds, assumptions: knownLines(cell))
        }
        guard !misread.contains(stream.name) else {
            return refusal(
                .evidenceOfOtherFiles(stream: stream.name), within: cell.bounds, assumptions: knownLines(cell))
        }
        guard let shards = evidence(cell)?.shards, shards.seenIn.total <= cell.seen,
            let estimator = shardEstimators[stream]
        else { return refusal(.evidenceNotCollected, within: cell.bounds) }
        switch estimator.estimate(shards) {
        case .estimate(let interval):
            return estimate(
                interval, within: cell.bounds, method: "missing files (Goodman)",
                assumptions: Assumptions.missingFiles(
                    completeness[stream], stream: stream, tested: tests[stream]?.testedVolume ?? false))
        case .refused(let reason): return refusal(reason, within: cell.bounds, assumptions: knownLines(cell))
        }
    }

    private func thinningName(_ rate: Double) -> String {
        rate < EventSamplingEstimator.leastUnsmoothedRate ? "smoothed Good-Toulmin" : "Good-Toulmin"
    }

    private func smoothing(_ rate: Double) -> [String] {
        rate < EventSamplingEstimator.leastUnsmoothedRate ? [Assumptions.smoothed] : []
    }

    /// People are whole, so the ends move inwards to the whole numbers that the interval holds, which leaves its coverage as
    /// it is; rounding outwards would widen it unseen. An interval between two whole numbers becomes the point. All are cut
    /// to the bounds.
    private func estimate(
        _ interval: IntervalEstimate, within bounds: CountBounds, method: String, assumptions: [String]
    ) -> Estimate {
        func cut(_ value: Double) -> Double { max(bounds.low, min(value, bounds.high ?? value)) }
        let slack = 1e-9
        let low = (interval.low - slack).rounded(.up)
        let high = (interval.high + slack).rounded(.down)
        let middle = interval.point.rounded()
        let ends = low <= high ? (low: cut(low), high: cut(high)) : (low: cut(middle), high: cut(middle))
        return Estimate(
            point: min(ends.high, max(ends.low, middle)), low: ends.low, high: ends.high, confidence: confidence,
            method: method + (interval.isConservative ? ", conservative" : ""), assumptions: assumptions)
    }

    private func refusal(_ reason: Refusal, within bounds: CountBounds, assumptions: [String] = []) -> Estimate {
        Estimate(
            point: nil, low: bounds.low, high: bounds.high, confidence: confidence, method: "bounds",
            assumptions: assumptions, refused: reason.sentence)
    }

    /// What the bounds of a refusal assume, where they rest on numbers of lines.
    private func knownLines(_ cell: Cell) -> [String] {
        let streams = CountDependencies(cell.count, cell.reading).all + (cell.unit == .persons ? [.accounts] : [])
        let rests = streams.contains { completeness[$0].gap == .lost && completeness[$0].linesLost != nil }
        return rests ? [Assumptions.linesKnown] : []
    }
}
