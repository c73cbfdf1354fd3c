import RetraceCore
import RetraceIngest
import RetraceStatistics

extension Reconstruction {
    /// Puts the result together.
    func makeReport(_ tally: Tally, _ tallies: [StreamTally]) -> ReplayReport {
        let totals = tally.totals(havePersons: streams.contains(.accounts))
        let check = manifestCheck()
        let basis = EstimationBasis(
            completeness: check.completeness, accounts: tally.accountEvidence, persons: tally.personEvidence)
        let summaries = Dictionary(
            uniqueKeysWithValues: LogStream.allCases.map {
                ($0.name, summary(of: $0, tallies[Int($0.rawValue)], tally))
            })
        var result = ReplayResult(
            cutoff: options.cutoff.instant.rfc3339, counts: totals, verdicts: tally.verdictCounts, streams: summaries,
            breakdowns: tally.breakdowns(texts.texts()), timeline: tally.timeline,
            estimates: EstimateBuilder(basis, totals: totals)?.build(),
            unclassifiedPurposes: unclassifiedPurposes(tallies[Int(LogStream.identifiers.rawValue)]),
            incomplete: check.incomplete,
            warnings: warnings(totals, summaries, check))
        noteClockSkew(&result)
        return ReplayReport(
            result: result, inputs: files.indices.map { ReplayInput(files[$0], ledger.entry(of: $0)) },
            basis: basis, rejections: rejections(), spilledBytes: pool.budget.spilledBytes,
            recordBytesPeak: pool.budget.peakBytes)
    }

    /// Says what tolerance there was for clocks, and lists what it left open; nothing where there was none.
    private func noteClockSkew(_ result: inout ReplayResult) {
        guard options.clockSkewMilliseconds > 0 else {
            for side in Side.allCases { result.verdicts[side].ambiguousClock = nil }
            return
        }
        result.clockSkewMilliseconds = options.clockSkewMilliseconds
    }

    private func manifestCheck() -> ManifestCheck {
        ManifestCheck(options.manifest, sampling: options.sampling, files: files, entry: { ledger.entry(of: $0) })
    }

    /// By number, whether a file was read to its end and is as it should be, once its stream has been read; in a piece of a
    /// run, what it has been told of that.
    func wholeFiles() -> [Bool] {
        if hasAllFiles { return manifestCheck().wholeFiles }
        return filesJudged.withLock { $0 } ?? Array(repeating: true, count: fileCount)
    }

    private func unclassifiedPurposes(_ identifiers: StreamTally) -> [UnclassifiedPurpose] {
        let texts = texts.texts()
        return identifiers.purposes.filter { options.policy.classification(of: texts.bytes($0.key)) == .unclassified }
            .sorted { texts.precedes($0.key, $1.key) }
            .map { UnclassifiedPurpose(purpose: texts.string($0.key), identifierEvents: $0.value) }
    }

    private func summary(of stream: LogStream, _ read: StreamTally, _ tally: Tally) -> StreamSummary {
        var summary = StreamSummary()
        var instants = read.instants
        for number in files.indices where files[number].stream == stream {
            summary.files += 1
            summary.bytesCompressed += files[number].size
            summary.bytes += ledger.entry(of: number).bytes
        }
        switch stream {
        case .matches:
            summary.duplicates = tally.matchDuplicates
            instants.merge(tally.matchInstants)
        case .disclosures:
            summary.duplicates = tally.disclosureDuplicates
            instants.merge(tally.disclosureInstants)
        case .impressions:
            summary.duplicates = tally.impressionDuplicates
            instants.merge(tally.impressionInstants)
        default: break
        }
        summary.rejected = read.rejected.reduce(0, +)
        summary.lines = read.valid + summary.rejected
        if summary.lines > summary.rejected && instants.first != .distantFuture {
            summary.firstTimestamp = instants.first.rfc3339
            summary.lastTimestamp = instants.last.rfc3339
        }
        return summary
    }

    /// Nothing here may depend on the order of files or lines.
    private func warnings(
        _ totals: Totals, _ summaries: [String: StreamSummary], _ check: ManifestCheck
    ) -> [String] {
        var warnings: [String] = []
        for stream in LogStream.allCases where !stream.isRequired && !streams.contains(stream) {
            warnings.append("There is no '\(stream.name)' stream: \(Reconstruction.consequence(ofMissing: stream))")
        }
        for stream in LogStream.allCases {
            guard let summary = summaries[stream.name], summary.rejected > 0 else { continue }
            warnings.append(
                "\(summary.rejected) of \(summary.lines) lines of '\(stream.name)' were rejected and count for nothing."
            )
        }
        warnings += MappingTally.warnings(mappings.withLock { $0 })
        warnings += check.warnings
        if let sentence = emptiness(totals, summaries) { warnings.append(sentence) }
        return warnings
    }

    /// What a stream that is not there costs, to follow a colon.
    static func consequence(ofMissing stream: LogStream) -> String {
        switch stream {
        case .audiences: "products and advertisers are unknown, and no audience is taken as deleted."
        case .uploads: "matches without a hash have no candidates and are unattributed."
        case .impressions: "nobody is counted as reached."
        case .disclosures: "nobody is counted as disclosed."
        case .accounts: "persons are not counted, and residences are unknown."
        case .identifiers, .matches: "nothing can be counted."
        }
    }

    /// Why nobody is in a count, when nobody is.
    private func emptiness(_ totals: Totals, _ summaries: [String: StreamSummary]) -> String? {
        let matched = totals.accounts.before.matched.upper + totals.accounts.since.matched.upper
        guard matched == 0, let matches = summaries[LogStream.matches.name] else { return nil }
        let accepted = matches.lines - matches.rejected - matches.duplicates
        guard accepted > 0, let first = matches.firstTimestamp, let last = matches.lastTimestamp else {
            return "Nobody was matched: no line of 'matches' was accepted."
        }
        return
            "Nobody was matched through a restricted identifier: the \(accepted) accepted match lines from \(first) to "
            + "\(last) are all permitted or removals; the cutoff is \(options.cutoff.instant.rfc3339)."
    }
}
