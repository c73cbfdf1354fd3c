import RetraceCore
import RetraceIngest
import RetraceStatistics

/// What pieces of a run found beside their records. Merging is associative and commutative, up to the order of lists whose
/// order means nothing.
struct PartialRun {
    /// A file that was read.
    struct File {
        var stream: LogStream
        var name: String
        var size: UInt64
        var entry: FileLedger.Entry

        /// The file as far as its name, stream and size matter.
        var logFile: LogFile { LogFile(stream: stream, path: [0], name: name, size: size) }
    }

    var tally = Tally()
    var streams = [StreamTally](repeating: StreamTally(), count: LogStream.allCases.count)
    var files: [Int: File] = [:]
    /// What became of the mapping's fields.
    var mappings: [MappingTally] = []
    var audienceEvents: [AudienceEvent] = []
    var requests: [UploadRequest] = []
    /// Accounts that are in a count and have no spans.
    var affected: [AccountKey] = []
    /// Accounts that have spans.
    var exposed: [AccountKey] = []
    /// How many sets of sources the tables of each part have.
    var setCounts: [Int: Int] = [:]
    /// Records that were handed to reducers.
    var emitted = BlockCounts()
    /// Records that reducers took.
    var taken = BlockCounts()
    /// The streams that this was read from.
    var sources: Set<UInt64> = []

    /// Notes the accounts that a first pass found: those that are in a count, and of them those that have spans.
    mutating func noteAccounts(_ table: ExposureTable) {
        for account in table.accounts {
            if account.spanCount > 0 {
                exposed.append(account.key)
            } else {
                affected.append(account.key)
            }
        }
    }

    /// Adds the blocks of a stream that are no records, all or those of the kinds `wanted`; those that are records go to
    /// `takeRecords`, if it is given. `catalog` is that of the run's mapping. Throws ``RetraceCore/RetraceError``: see ``RetraceIngest/ExchangeReader``; of kind
    /// `data` when the stream or one of its files has been added before.
    mutating func add(
        _ reader: ExchangeReader, texts: TextTable, catalog: MappingCatalog? = nil, wanted: Set<ExchangeKind>? = nil,
        takeRecords: ((ExchangeBlock) throws -> Void)? = nil
    ) throws {
        func isWanted(_ kind: ExchangeKind) -> Bool {
            kind.isOfPart ? kind.isRecords && takeRecords != nil : kind == .flow || wanted?.contains(kind) != false
        }
        while let block = try reader.next(where: { isWanted($0.kind) }) {
            guard isWanted(block.head.kind) else { continue }
            if block.head.kind.isRecords {
                try takeRecords?(block)
            } else {
                try add(block, reader, texts, catalog)
            }
        }
        if let emitted = reader.emitted { self.emitted.merge(emitted) }
        guard sources.insert(reader.source).inserted else {
            throw RetraceError(.data, "'\(reader.name)' holds a piece that was given already: give each piece once.")
        }
    }

    /// Adds a block that is no records. Throws ``RetraceCore/RetraceError`` as above.
    mutating func add(
        _ block: ExchangeBlock, _ reader: ExchangeReader, _ texts: TextTable, _ catalog: MappingCatalog? = nil
    ) throws {
        var new = PartialRun()
        try reader.decode(block) { decoder in
            switch block.head.kind {
            case .tally:
                try decoder.readTexts(texts.intern)
                new.tally = try Tally(from: &decoder)
            case .streams:
                try decoder.readTexts(texts.intern)
                for stream in new.streams.indices { new.streams[stream] = try StreamTally(from: &decoder) }
            case .files: try new.readFiles(&decoder)
            case .audiences:
                try decoder.readTexts(texts.intern)
                while !decoder.isAtEnd { new.audienceEvents.append(try AudienceEvent(from: &decoder)) }
            case .requests: while !decoder.isAtEnd { new.requests.append(try UploadRequest(from: &decoder)) }
            case .affectedAccounts: while !decoder.isAtEnd { new.affected.append(try decoder.key()) }
            case .exposedAccounts: while !decoder.isAtEnd { new.exposed.append(try decoder.key()) }
            case .progress: while !decoder.isAtEnd { new.setCounts[try decoder.integer()] = try decoder.integer() }
            case .flow: try new.readFlow(&decoder)
            case .mappingTallies:
                guard let catalog else { throw MalformedMessage() }
                while !decoder.isAtEnd { new.mappings.append(try MappingTally(from: &decoder, catalog: catalog)) }
            default: throw MalformedMessage()
            }
        }
        try merge(new, name: reader.name)
    }

    private mutating func readFiles(_ decoder: inout MessageDecoder) throws {
        while !decoder.isAtEnd {
            let number = try decoder.integer(Int.self)
            guard let stream = LogStream(rawValue: try decoder.integer()) else { throw MalformedMessage() }
            files[number] = File(
                stream: stream, name: try decoder.string(), size: try decoder.number(),
                entry: try FileLedger.Entry(from: &decoder))
        }
    }

    private mutating func readFlow(_ decoder: inout MessageDecoder) throws {
        emitted = try BlockCounts(from: &decoder)
        taken = try BlockCounts(from: &decoder)
        while !decoder.isAtEnd { sources.insert(try decoder.word()) }
    }

    private mutating func merge(_ other: PartialRun, name: String) throws {
        tally.merge(other.tally)
        for stream in streams.indices { streams[stream].merge(other.streams[stream]) }
        for (number, file) in other.files {
            guard files.updateValue(file, forKey: number) == nil else {
                throw RetraceError(
                    .data, "'\(name)' holds '\(file.name)', which another piece holds: map each file once.")
            }
        }
        mappings += other.mappings
        audienceEvents += other.audienceEvents
        requests += other.requests
        affected += other.affected
        exposed += other.exposed
        setCounts.merge(other.setCounts, uniquingKeysWith: +)
        emitted.merge(other.emitted)
        taken.merge(other.taken)
        guard sources.isDisjoint(with: other.sources) else {
            throw RetraceError(.data, "'\(name)' holds a piece that was given already: give each piece once.")
        }
        sources.formUnion(other.sources)
    }
}
