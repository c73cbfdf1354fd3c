/// What estimates are made from beside the counts, as a case keeps it: with it they can be made again without the logs, for
/// another confidence or another manifest.
public struct EstimationBasis: Codable, Equatable, Sendable {
    /// How complete the logs are.
    public var completeness: Completeness
    /// Evidence of accounts.
    public var accounts: EvidenceTable
    /// Evidence of persons.
    public var persons: EvidenceTable
    /// Streams whose evidence was collected of other files than those that ``completeness`` calls read, by name: of them no
    /// estimate can be made where files are missing.
    public var misread: Set<String>

    /// A basis from its parts.
    public init(
        completeness: Completeness, accounts: EvidenceTable, persons: EvidenceTable, misread: Set<String> = []
    ) {
        self.completeness = completeness
        self.accounts = accounts
        self.persons = persons
        self.misread = misread
    }

    /// The same evidence, with another view of which files there should be. Evidence was collected of the files that are called
    /// read now; streams where the new view calls others read become ``misread``.
    public func with(_ completeness: Completeness) -> EstimationBasis {
        var basis = self
        basis.completeness = completeness
        let names = Set(self.completeness.streams.keys).union(completeness.streams.keys)
        basis.misread.formUnion(names.filter { self.completeness.filesRead($0) != completeness.filesRead($0) })
        return basis
    }

    enum CodingKeys: CodingKey {
        case completeness, accounts, persons, misread
    }

    /// Writes ``misread`` sorted, so that the same basis gives the same bytes.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(completeness, forKey: .completeness)
        try container.encode(accounts, forKey: .accounts)
        try container.encode(persons, forKey: .persons)
        try container.encode(misread.sorted(), forKey: .misread)
    }
}

extension Completeness {
    /// The paths of a stream's files that were read to their end.
    fileprivate func filesRead(_ stream: String) -> Set<String> {
        Set((streams[stream]?.shards ?? []).filter { $0.state == .read }.map(\.path))
    }
}
