/// What a block of an exchange stream holds. Raw values are part of the format: they are never given another meaning.
public enum ExchangeKind: UInt8, CaseIterable, Sendable {
    /// What run the stream belongs to; the first block of every stream.
    case header = 0
    /// How many blocks and records there were; the last block of every stream.
    case trailer = 1
    /// Records of identifiers, matches and disclosures.
    case identities = 2
    /// Records of accounts that were put off until uploads are read, and those uploads.
    case deferred = 3
    /// Records of what the first pass found of accounts that are in a count.
    case outcomes = 4
    /// Records of impressions and owners.
    case exposures = 5
    /// Records of persons.
    case persons = 6
    /// What the first pass found of accounts for a case, in words of its own.
    case evidence = 7
    /// Accounts as a case keeps them: for whoever writes it.
    case caseAccounts = 8
    /// Numbers of a part of a run.
    case tally = 16
    /// What was read of each stream.
    case streams = 17
    /// What was read of each file.
    case files = 18
    /// Events of audiences.
    case audiences = 19
    /// Asks for list entries.
    case requests = 20
    /// Accounts whose owners are asked for.
    case affectedAccounts = 21
    /// Those of them whose impressions are asked for.
    case exposedAccounts = 22
    /// A piece of the filter of ``affectedAccounts``.
    case affectedFilter = 23
    /// A piece of the filter of ``exposedAccounts``.
    case exposedFilter = 24
    /// How far the first pass has come, by part.
    case progress = 25
    /// What has become of the pieces of a run.
    case flow = 26
    /// What became of the mapping's fields in a piece.
    case mappingTallies = 27

    /// The log files of a run that is kept.
    case inputs = 40
    /// All texts of such a run, by number.
    case texts = 41
    /// What it is to do next.
    case stage = 42
    /// What became of its mappings' fields.
    case mappings = 43
    /// The files that hold its records.
    case spillFiles = 44
    /// Where in them the records of some partitions lie.
    case extents = 45
    /// The pieces of the copy of what its evidence sink has written.
    case evidencePieces = 46
    /// The rest of what that sink holds.
    case evidenceState = 47

    /// Whether such a block holds records of a part, to be reduced.
    public var isRecords: Bool { (2...7).contains(rawValue) }

    /// Whether such a block is of one part, and may be taken out of its stream.
    public var isOfPart: Bool { (2...8).contains(rawValue) }
}
