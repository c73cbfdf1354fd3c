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
}
