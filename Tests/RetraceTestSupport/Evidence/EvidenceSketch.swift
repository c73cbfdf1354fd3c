import RetraceCore

/// An affected account as a test writes it down.
public struct EvidenceSketch {
    /// The account's id.
    public var account: String
    /// The person's id.
    public var person: String?
    /// Country of residence.
    public var country: String?
    /// Region of residence.
    public var region: String?
    /// Lines, in order of time.
    public var events: [EvidenceEvent] = []
    /// Sets of sources that events name by position; 0 is empty.
    public var sourceSets: [[RetraceCore.SourceCell]] = [[]]
    /// Cells.
    public var cells: [EvidenceCell] = []
    /// Spans.
    public var spans: [ExposureSpan] = []
    /// Twenty instants, as batches have them: at first, none.
    public var instants =
        [Instant](repeating: .distantFuture, count: 10) + [Instant](repeating: .distantPast, count: 10)

    /// An account without anything.
    public init(_ account: String, person: String? = nil, country: String? = nil, region: String? = nil) {
        self.account = account
        self.person = person
        self.country = country
        self.region = region
    }

    /// Puts the account in a count from `first` to `last`.
    public mutating func put(
        _ count: CountKind, _ first: Instant, _ last: Instant, _ readings: [Reading] = Reading.allCases
    ) {
        for reading in readings {
            let position = EvidenceBatch.instantPosition(count, reading)
            instants[position] = min(instants[position], first)
            instants[position + 10] = max(instants[position + 10], last)
        }
    }

    /// The counts that it is in for a cutoff, from the definition of ``EvidenceBatch/instants``.
    public func mask(cutoff: Instant) -> CountMask {
        var mask: CountMask = []
        for count in CountKind.allCases {
            for reading in Reading.allCases {
                let position = EvidenceBatch.instantPosition(count, reading)
                if instants[position] < cutoff { mask.insert(CountMask(count, .before, reading)) }
                let last = instants[position + 10]
                if last != .distantPast && last >= cutoff { mask.insert(CountMask(count, .since, reading)) }
            }
        }
        return mask
    }

    /// A partition's batch of such accounts.
    public static func batch(
        _ sketches: [EvidenceSketch], partition: Int, cutoff: Instant, _ texts: EvidenceTexts
    ) -> EvidenceBatch {
        var batch = EvidenceBatch(partition: partition)
        for sketch in sketches.sorted(by: { $0.account.utf8.lexicographicallyPrecedes($1.account.utf8) }) {
            sketch.append(to: &batch, cutoff, texts)
        }
        return batch
    }

    private func append(to batch: inout EvidenceBatch, _ cutoff: Instant, _ texts: EvidenceTexts) {
        func range(_ text: String?) -> Range<Int> {
            let start = batch.texts.count
            batch.texts += Array((text ?? "").utf8)
            return start..<batch.texts.count
        }
        let offset = UInt32(batch.sourceSets.count - 1)
        batch.sourceSets += sourceSets.dropFirst()
        func moved(_ set: UInt32) -> UInt32 { set == 0 ? 0 : set + offset }
        let starts = (batch.events.count, batch.cells.count, batch.spans.count)
        for var event in events {
            event.sourceSet = moved(event.sourceSet)
            batch.events.append(event)
        }
        for var span in spans {
            (span.lowerSet, span.upperSet) = (moved(span.lowerSet), moved(span.upperSet))
            batch.spans.append(span)
        }
        batch.cells += cells
        batch.instants += instants
        batch.accounts.append(
            AccountEvidence(
                mask: mask(cutoff: cutoff), account: range(account), person: range(person), country: texts.id(country),
                region: texts.id(region), events: starts.0..<batch.events.count,
                cells: starts.1..<batch.cells.count, spans: starts.2..<batch.spans.count))
    }
}
