import RetraceCore

/// One simulated incident after its logs were sampled or lost: what an engine would hand to the estimators.
struct SimulatedIncident {
    /// What was counted.
    let totals: Totals
    let completeness: Completeness
    let accountEvidence: EvidenceTable
    let personEvidence: EvidenceTable
    /// What is estimated: accounts or persons `matched` before the cutoff, lower reading.
    let unit: CountUnit
    /// All accounts or persons that the complete logs would show.
    let truth: Int
    /// Of lost files: why they cannot have been lost at random, if the test finds so.
    let lossRefusal: Refusal?
}

/// Makes incidents of one cell.
struct IncidentSimulator {
    let cell: CalibrationCell
    private let sampler: ActivitySampler
    private let files: SimulatedFiles?

    init(_ cell: CalibrationCell) {
        self.cell = cell
        sampler = ActivitySampler(cell.activity)
        if case .filesLost(let grid, _, _) = cell.treatment { files = SimulatedFiles(grid) } else { files = nil }
    }

    /// The incident that `random` leads to.
    func incident(_ random: inout SeededGenerator) -> SimulatedIncident {
        switch cell.treatment {
        case .accountSampling(let rate): accountSampled(rate, &random)
        case .personSampling(let rate): personSampled(rate, &random)
        case .eventSampling(let rate): eventSampled(rate, &random)
        case .filesLost(_, let lost, let loss): filesLost(lost, loss, &random)
        }
    }

    private func kept(of pieces: Int, _ rate: Double, _ random: inout SeededGenerator) -> Int {
        var count = 0
        for _ in 0..<pieces where random.uniform() < rate { count += 1 }
        return count
    }

    private func accountSampled(_ rate: Double, _ random: inout SeededGenerator) -> SimulatedIncident {
        let seen = kept(of: cell.people, rate, &random)
        return incident(accounts: seen, persons: nil, completeness: sampledByAccount(rate))
    }

    private func personSampled(_ rate: Double, _ random: inout SeededGenerator) -> SimulatedIncident {
        var pieces = EvidenceHistogram()
        var accounts = 0
        for _ in 0..<cell.people {
            let seen = kept(of: sampler.draw(&random), rate, &random)
            accounts += seen
            pieces.add(pieces: UInt32(seen))
        }
        return incident(
            accounts: accounts, persons: Int(pieces.total), completeness: sampledByAccount(rate),
            evidence: CountEvidence(accounts: pieces), unit: .persons)
    }

    private func eventSampled(_ rate: Double, _ random: inout SeededGenerator) -> SimulatedIncident {
        var tally: [UInt64] = []
        for _ in 0..<cell.people {
            let seen = kept(of: sampler.draw(&random), rate, &random)
            if seen >= tally.count { tally += [UInt64](repeating: 0, count: seen + 1 - tally.count) }
            tally[seen] += 1
        }
        let entries = tally.enumerated().map { (UInt32($0.offset), $0.element) }
        let pieces = EvidenceHistogram(Dictionary(uniqueKeysWithValues: entries))
        let completeness = Completeness(streams: ["matches": StreamCompleteness(sampling: .event(rate: rate))])
        return incident(
            accounts: Int(pieces.total), persons: nil, completeness: completeness,
            evidence: CountEvidence(events: pieces))
    }

    private func filesLost(_ count: Int, _ loss: Loss, _ random: inout SeededGenerator) -> SimulatedIncident {
        guard let files else { preconditionFailure("a cell with lost files has files") }
        let traffic = files.cumulativeTraffic(&random)
        let lost = Set(files.lose(count, loss, &random))
        var evidence = ShardEvidence()
        let isLost = (0..<traffic.count).map(lost.contains)
        var holder = [Int](repeating: -1, count: traffic.count)
        for account in 0..<cell.people {
            let files = filesOf(account, traffic: traffic, isLost: isLost, holder: &holder, &random)
            evidence.add(files: files)
        }
        let shards = files.shards(lost: lost, traffic: traffic, people: cell.people, &random)
        let stream = StreamCompleteness(shards: shards, isFromManifest: true)
        return incident(
            accounts: Int(evidence.seenIn.total), persons: nil,
            completeness: Completeness(streams: ["matches": stream]), evidence: CountEvidence(shards: evidence),
            lossRefusal: MissingAtRandomTest(shards).refusal)
    }

    /// The files left that hold evidence of one account, each once: half of its events at any time, half around a time of its
    /// own. `holder` has the last account noted for each file.
    private func filesOf(
        _ account: Int, traffic: [Double], isLost: [Bool], holder: inout [Int], _ random: inout SeededGenerator
    ) -> [UInt32] {
        let last = traffic.count - 1
        let home = lowerBound(traffic, random.uniform(), below: last)
        var found: [UInt32] = []
        for _ in 0..<sampler.draw(&random) {
            let isAtHome = random.uniform() < 0.5
            let near = min(last, max(0, home + random.index(below: 7) - 3))
            let file = isAtHome ? near : lowerBound(traffic, random.uniform(), below: last)
            guard holder[file] != account else { continue }
            holder[file] = account
            if !isLost[file] { found.append(UInt32(file)) }
        }
        return found
    }

    private func sampledByAccount(_ rate: Double) -> Completeness {
        let stream = StreamCompleteness(sampling: .account(rate: rate, hash: "simulated"))
        return Completeness(streams: ["identifiers": stream, "matches": stream, "accounts": stream])
    }

    private func incident(
        accounts: Int, persons: Int?, completeness: Completeness, evidence: CountEvidence = CountEvidence(),
        unit: CountUnit = .accounts, lossRefusal: Refusal? = nil
    ) -> SimulatedIncident {
        var table = EvidenceTable()
        table[.matched, .before, .lower] = evidence
        return SimulatedIncident(
            totals: Totals(accounts: sides(accounts), persons: persons.map(sides)), completeness: completeness,
            accountEvidence: unit == .accounts ? table : EvidenceTable(),
            personEvidence: unit == .persons ? table : EvidenceTable(), unit: unit, truth: cell.people,
            lossRefusal: lossRefusal)
    }

    /// As many matched as seen, and ten times the truth at risk, so that the ceiling does not help.
    private func sides(_ matched: Int) -> Sided<CountSet> {
        var counts = CountSet()
        counts.matched = Bounds(lower: UInt64(matched), upper: UInt64(matched))
        counts.atRisk = Bounds(lower: UInt64(10 * cell.people), upper: UInt64(10 * cell.people))
        return Sided(before: counts, since: CountSet())
    }
}
