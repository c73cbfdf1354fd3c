import RetraceCore

/// What the estimators need to know of one count, on one side of the cutoff, in one reading, beyond the count itself.
public struct CountEvidence: Codable, Equatable, Sendable {
    /// By the number of qualifying lines of the count's own stream (`matches` for `matched`, `impressions` for `reached`,
    /// `disclosures` for `disclosed`), repeated lines of one event once. A line without a hash that stands for several
    /// candidates is one piece, because it is lost as one.
    public var events: EvidenceHistogram
    /// By whole-read file of that stream.
    public var shards: ShardEvidence
    /// Of persons alone: by the number of accounts of the person that are in the count. Needed for all five counts.
    public var accounts: EvidenceHistogram

    /// Evidence from its parts; none unless given.
    public init(
        events: EvidenceHistogram = EvidenceHistogram(), shards: ShardEvidence = ShardEvidence(),
        accounts: EvidenceHistogram = EvidenceHistogram()
    ) {
        self.events = events
        self.shards = shards
        self.accounts = accounts
    }

    /// Adds the evidence of other accounts or persons. Associative and commutative.
    public mutating func merge(_ other: CountEvidence) {
        events.merge(other.events)
        shards.merge(other.shards)
        accounts.merge(other.accounts)
    }
}

/// The evidence of all counts of one unit (accounts or persons).
public struct EvidenceTable: Codable, Equatable, Sendable {
    private var cells: [Int: CountEvidence] = [:]

    /// Nothing collected.
    public init() {}

    /// The evidence of a count; nil when none was collected.
    public subscript(count: CountKind, side: Side, reading: Reading) -> CountEvidence? {
        get { cells[CountMask.bit(count, side, reading)] }
        set { cells[CountMask.bit(count, side, reading)] = newValue }
    }

    /// Adds the evidence of other accounts or persons. Associative and commutative.
    public mutating func merge(_ other: EvidenceTable) {
        for (bit, evidence) in other.cells { cells[bit, default: CountEvidence()].merge(evidence) }
    }

    /// The evidence of one count, as it is written.
    private struct Row: Codable {
        var count: String
        var side: String
        var reading: String
        var evidence: CountEvidence
    }

    private static let readings: [(Reading, String)] = [(.lower, "lower"), (.upper, "upper")]
    private static let sides: [(Side, String)] = [(.before, "before"), (.since, "since")]

    /// Reads what ``encode(to:)`` writes. Throws `DecodingError`.
    public init(from decoder: any Decoder) throws {
        for row in try [Row](from: decoder) {
            guard let count = CountKind.allCases.first(where: { $0.name == row.count }),
                let side = EvidenceTable.sides.first(where: { $0.1 == row.side })?.0,
                let reading = EvidenceTable.readings.first(where: { $0.1 == row.reading })?.0
            else {
                throw DecodingError.dataCorrupted(
                    DecodingError.Context(codingPath: decoder.codingPath, debugDescription: "There is no such count."))
            }
            self[count, side, reading] = row.evidence
        }
    }

    /// Writes a list with a row for each count, side and reading.
    public func encode(to encoder: any Encoder) throws {
        var rows: [Row] = []
        for count in CountKind.allCases {
            for side in EvidenceTable.sides {
                for reading in EvidenceTable.readings {
                    guard let evidence = self[count, side.0, reading.0] else { continue }
                    rows.append(Row(count: count.name, side: side.1, reading: reading.1, evidence: evidence))
                }
            }
        }
        try rows.encode(to: encoder)
    }
}
