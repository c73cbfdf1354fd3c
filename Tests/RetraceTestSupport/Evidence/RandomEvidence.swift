import RetraceCore

/// Affected accounts made at random, few instants, persons and countries, so that everything collides.
public struct RandomEvidence {
    /// The texts that they name.
    public let texts = EvidenceTexts()
    /// Accounts by partition.
    public var partitions: [[EvidenceSketch]] = []
    /// The cutoff, among the instants.
    public let cutoff = Instant(milliseconds: 1_568_678_400_000)
    private var random: SplitMix64

    /// Ids that have to come through whole.
    public static let hostileIDs = [
        "=1+1", "a,\"b\"", "line\r\nbreak", "<script>alert(1)</script>", "\u{202E}gnp", "zero\u{0}byte", "' OR 1=1 --",
        "é", "e\u{301}", String(repeating: "x", count: 10_000), "42",
    ]

    /// The accounts of a seed.
    public init(seed: UInt64, partitions count: Int = 4, accounts: Int = 40) {
        random = SplitMix64(seed: seed)
        partitions = Array(repeating: [], count: count)
        let ids = RandomEvidence.hostileIDs + (0..<accounts).map { "account-\($0)" }
        for (number, id) in ids.enumerated() { partitions[number % count].append(make(id)) }
    }

    private mutating func below(_ limit: Int) -> Int { Int(random.next() % UInt64(limit)) }

    private mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }

    /// Within two days of the cutoff, by the hour; often the cutoff itself.
    public mutating func instant() -> Instant {
        Instant(milliseconds: cutoff.milliseconds + Int64(below(97) - 48) * 3_600_000)
    }

    private mutating func make(_ id: String) -> EvidenceSketch {
        let person = pick([nil, "p1", "p2", "p3", "é", "e\u{301}", "person-\(below(20))"])
        var sketch = EvidenceSketch(
            id, person: person, country: pick([nil, "FR", "../DE", "unknown"]), region: pick([nil, "R"]))
        let deepest = below(CountKind.allCases.count)
        for count in CountKind.allCases.prefix(deepest + 1) {
            let first = instant()
            let last = pick([first, max(first, instant()), .distantFuture])
            sketch.put(count, first, last, pick([[.upper], Reading.allCases]))
        }
        guard deepest > 0 else { return sketch }
        let purposes = ["essential.security", "marketing.ads", "other"].map { texts.id($0) }
        sketch.sourceSets.append([
            RetraceCore.SourceCell(purpose: pick(purposes), type: .phone),
            RetraceCore.SourceCell(purpose: pick(purposes), type: .email),
        ])
        sketch.events = [event(.identifier, texts.id("essential.security")), event(.match, texts.id("A\(below(3))"))]
        sketch.cells = [
            EvidenceCell(dimension: .source, cell: sketch.sourceSets[1][0].rawValue, mask: sketch.mask(cutoff: cutoff)),
            EvidenceCell(dimension: .product, cell: UInt64(texts.id("product")), mask: sketch.mask(cutoff: cutoff)),
        ]
        sketch.spans = [
            ExposureSpan(audience: texts.id("A1"), lowerSet: 0, upperSet: 1, start: instant(), end: .distantFuture)
        ]
        return sketch
    }

    private mutating func event(_ kind: EvidenceEvent.Kind, _ text: TextID) -> EvidenceEvent {
        let bytes = (random.next(), random.next(), random.next(), random.next())
        let hash = withUnsafeBytes(of: bytes) { IdentifierHash(bytes: $0.baseAddress!) }
        return EvidenceEvent(
            kind: kind, instant: instant(), file: below(2), line: UInt64(below(100) + 1), text: text, hash: hash,
            type: .phone, verdict: kind == .match ? .restricted : nil, sourceSet: kind == .match ? 1 : 0)
    }

    /// The batches, in the order of partitions.
    public var batches: [EvidenceBatch] {
        let owners = ["A0", "A1", "A2", "A17"].map {
            AudienceOwner(audience: texts.id($0), product: texts.id("product"), advertiser: texts.id("9"))
        }
        return partitions.indices.map { partition in
            var batch = EvidenceSketch.batch(partitions[partition], partition: partition, cutoff: cutoff, texts)
            batch.owners = owners
            return batch
        }
    }
}
