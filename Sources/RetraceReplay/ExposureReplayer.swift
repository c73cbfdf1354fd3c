import RetraceCore

/// What the second pass over a partition found.
public struct ExposureOutcome: Sendable {
    /// Persons that own accounts, with the counts that each account is in.
    public var persons: [(person: AccountKey, mask: CountMask)] = []
    /// The accounts as a case keeps them, when evidence is collected.
    public var evidence: EvidenceBatch?
}

/// The second pass: finds which impressions reached which accounts, and adds up accounts, residences and persons. Pure: no
/// input or output, no threads. Takes O(n log n) for the n impressions of an account.
public struct ExposureReplayer: ~Copyable {
    private let table: ExposureTable
    private let texts: Texts
    private let cutoff: Instant
    private var batch: ImpressionBatch
    private var outcome = ExposureOutcome()
    private var facts: PartitionFacts
    private var marks: AccountMarks
    private var sources: SourceTable
    private var duplicates = Duplicates()
    private var pieces: AccountPieces
    private var masks: [CountMask]
    private var owners: [TextID: (product: TextID, advertiser: TextID)] = [:]
    private let catalog: AudienceCatalog
    private let lines: LineNumbers?
    private var spanStarts: [Int] = [0]
    /// What reached accounts; only while evidence is collected.
    private var reached = ReachedAccounts()

    /// Replays a partition and adds what it finds to `facts`; the accounts' masks are whole. `owners` are those of the
    /// table's accounts, in their order, with the texts that they point to; `evidence` is what the first pass found, when evidence
    /// is collected.
    public static func replay(
        _ batch: ImpressionBatch, _ table: ExposureTable, owners: [Ownership], personTexts: [UInt8] = [],
        evidence: IdentityEvidence? = nil, _ inputs: ReplayInputs, into facts: inout PartitionFacts
    ) -> ExposureOutcome {
        var replayer = ExposureReplayer(batch, table, inputs, facts)
        facts = PartitionFacts()
        defer { facts = replayer.facts }
        replayer.replayImpressions()
        replayer.addUp(owners)
        if let evidence { replayer.assemble(evidence, owners, personTexts) }
        return replayer.outcome
    }

    private init(
        _ batch: ImpressionBatch, _ table: ExposureTable, _ inputs: ReplayInputs, _ facts: PartitionFacts
    ) {
        self.facts = facts
        self.batch = batch
        self.table = table
        texts = inputs.texts
        cutoff = inputs.cutoff
        catalog = inputs.catalog
        lines = inputs.lines
        pieces = AccountPieces(wholeFiles: inputs.wholeFiles)
        marks = AccountMarks(cutoff: inputs.cutoff, keepsLast: inputs.lines != nil)
        sources = SourceTable(table.sourceSets)
        masks = table.accounts.map(\.mask)
        if inputs.lines != nil { reached = ReachedAccounts(count: table.accounts.count) }
    }

    // MARK: Impressions

    private mutating func replayImpressions() {
        spanStarts.reserveCapacity(table.accounts.count + 1)
        for account in table.accounts { spanStarts.append(spanStarts[spanStarts.count - 1] + Int(account.spanCount)) }
        for group in batch.groups {
            replay(group, spans: spanStarts[group.account]..<spanStarts[group.account + 1])
        }
    }

    private mutating func replay(_ group: ImpressionGroup, spans: Range<Int>) {
        let mayRepeat = Duplicates.mayRepeat(batch.impressions, group.impressions) {
            $0.hasEventID ? $0.eventID : nil
        }
        let kept = mayRepeat ? dropDuplicates(group.impressions) : group.impressions
        facts.impressionDuplicates += UInt64(group.impressions.count - kept.count)
        for position in kept {
            let impression = batch.impressions[position]
            if impression.hasEventID { facts.impressionInstants.add(impression.instant) }
            let audiences = Int(impression.audienceStart)..<Int(impression.audienceStart + impression.audienceCount)
            var bits: UInt32 = 0
            for audience in audiences {
                guard let span = span(of: batch.audiences[audience], at: impression.instant, in: spans) else {
                    continue
                }
                bits |= mark(impression, span, account: group.account)
            }
            pieces.add(
                bits, file: impression.location.file, eventID: impression.hasEventID ? impression.eventID : nil)
        }
        for position in kept.upperBound..<group.impressions.upperBound {
            let impression = batch.impressions[position]
            pieces.addRepeat(of: impression.eventID, file: impression.location.file)
        }
        pieces.flush(into: &facts)
        masks[group.account].formUnion(CountMask(rawValue: marks.mask))
        guard lines != nil else { return marks.flush(into: &facts, &sources) }
        let marksBefore = CellPositions(facts)
        guard let position = reached.position(of: group.account) else { return marks.flush(into: &facts, &sources) }
        reached.list[position].add(marks)
        marks.flush(into: &facts, &sources)
        reached.addCells(of: facts, after: marksBefore, at: position)
    }

    private mutating func dropDuplicates(_ range: Range<Int>) -> Range<Int> {
        let order = ImpressionOrder(audiences: batch.audiences, lineItems: batch.texts, texts: texts)
        return duplicates.drop(&batch.impressions, range, eventID: { $0.hasEventID ? $0.eventID : nil }) {
            order.isKept($0, over: $1)
        }
    }

    /// The span of an audience that holds an instant: spans are in order of audience and time, and don't overlap.
    private func span(of audience: TextID, at instant: Instant, in range: Range<Int>) -> ExposureSpan? {
        var low = range.lowerBound
        var high = range.upperBound
        while low < high {
            let middle = (low + high) / 2
            let span = table.spans[middle]
            if (span.audience, span.start) <= (audience, instant) { low = middle + 1 } else { high = middle }
        }
        guard low > range.lowerBound else { return nil }
        let span = table.spans[low - 1]
        return span.audience == audience && instant < span.end ? span : nil
    }

    /// Returns the bits of `reached` that this sets.
    private mutating func mark(_ impression: ImpressionEvent, _ span: ExposureSpan, account: Int) -> UInt32 {
        var bits = marks.event(.reached, AccountMarks.upperReading, impression.instant, set: span.upperSet)
        if span.lowerSet != 0 {
            bits |= marks.event(.reached, AccountMarks.lowerReading, impression.instant, set: span.lowerSet)
        }
        let owner = catalog.entry(of: span.audience)
        marks.addOwner(bits, product: owner.product, advertiser: owner.advertiser)
        marks.addCountry(bits, country: impression.country)
        if lines != nil {
            let position = reached.positionAdding(account)
            reached.list[position].note(impression, span.audience, bits, texts)
        }
        return bits
    }

    // MARK: Evidence

    private mutating func assemble(_ evidence: IdentityEvidence, _ owners: [Ownership], _ personTexts: [UInt8]) {
        guard let lines else { return }
        let assembly = EvidenceAssembly(
            identity: evidence, table: table, spanStarts: spanStarts, masks: masks, owners: owners,
            personTexts: personTexts, reached: reached, catalog: catalog, lines: lines)
        outcome.evidence = assembly.batch()
    }

    // MARK: Accounts and persons

    private mutating func addUp(_ owners: [Ownership]) {
        facts.accounts = masks
        for (mask, owner) in zip(masks, owners) {
            let country = owner.country == unknownText ? absentText : owner.country
            let region = owner.region == unknownText ? absentText : owner.region
            facts.residences.append(CellMark(cell: UInt64(country) << 32 | UInt64(region), mask: mask))
            if let person = owner.person {
                outcome.persons.append((person, mask))
            } else {
                facts.persons.append(mask)
            }
        }
    }
}
