/// In how many whole-read files of the count's own stream each account has qualifying evidence.
///
/// Only files that were read to their end are pieces here: evidence that stands in a damaged file alone is left out, because
/// such a file counts as missing.
public struct ShardEvidence: Codable, Equatable, Sendable {
    /// Accounts by the number of whole-read files with qualifying evidence of theirs.
    public var seenIn: EvidenceHistogram
    /// For each whole-read file (any stable number, such as the position in the sorted list of paths) the accounts whose
    /// qualifying evidence stands in that file alone. Files without such accounts may be left out.
    /// The sum over files is the number of accounts seen in exactly one file.
    public var onlyIn: [UInt32: UInt64]

    /// Evidence from its parts; none unless given.
    public init(seenIn: EvidenceHistogram = EvidenceHistogram(), onlyIn: [UInt32: UInt64] = [:]) {
        self.seenIn = seenIn
        self.onlyIn = onlyIn
    }

    /// Notes an account seen in `files` (each file once, in any order); nothing happens when there is none.
    public mutating func add(files: some Collection<UInt32>) {
        seenIn.add(pieces: UInt32(files.count))
        if files.count == 1, let file = files.first { onlyIn[file, default: 0] += 1 }
    }

    /// Adds the evidence of other accounts; files must be numbered alike. Associative and commutative.
    public mutating func merge(_ other: ShardEvidence) {
        seenIn.merge(other.seenIn)
        onlyIn.merge(other.onlyIn, uniquingKeysWith: +)
    }

    enum CodingKeys: String, CodingKey {
        case seenIn = "seen_in"
        case onlyIn = "only_in"
    }

    /// Reads what ``encode(to:)`` writes. Throws `DecodingError` when a pair is not one of a file number and a number of accounts.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        seenIn = try container.decode(EvidenceHistogram.self, forKey: .seenIn)
        onlyIn = [:]
        var list = try container.nestedUnkeyedContainer(forKey: .onlyIn)
        while !list.isAtEnd {
            var pair = try list.nestedUnkeyedContainer()
            let file = try pair.decode(UInt32.self)
            onlyIn[file, default: 0] += try pair.decode(UInt64.self)
        }
    }

    /// Writes ``onlyIn`` as a list of pairs sorted by file, so that the same evidence gives the same bytes.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(seenIn, forKey: .seenIn)
        var list = container.nestedUnkeyedContainer(forKey: .onlyIn)
        for (file, accounts) in onlyIn.sorted(by: { $0.key < $1.key }) {
            var pair = list.nestedUnkeyedContainer()
            try pair.encode(file)
            try pair.encode(accounts)
        }
    }
}
