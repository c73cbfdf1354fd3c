import CSimdjson
import RetraceCore

/// What is to be done with the lines of each stream, in one phase of a run.
public struct RoutingPlan: Sendable {
    /// Where records go.
    public var store: PartitionStore
    /// The numbers of texts.
    public var texts: TextTable
    /// Accounts whose impressions are kept; without it none are.
    public var impressionFilter: AccountFilter?
    /// Accounts whose owners are kept; without it none are.
    public var ownerFilter: AccountFilter?
    /// List entries that are kept; without it none are.
    public var uploadFilter: UploadFilter?

    /// A plan that keeps identifiers, matches, disclosures and audiences only.
    public init(store: PartitionStore, texts: TextTable) {
        self.store = store
        self.texts = texts
    }
}

/// Parses blocks and sends each line to the partition of its account. One a thread; not thread-safe.
public final class LineRouter {
    private let plan: RoutingPlan
    private let ledger: FileLedger
    private let writer: PartitionWriter
    private let parser = LineParser()
    private let partitionBits: Int
    private var cache: TextCache
    private var tallies = [StreamTally](repeating: StreamTally(), count: LogStream.allCases.count)
    private var audienceEvents: [AudienceEvent] = []

    /// A router that follows `plan` and notes what it read in `ledger`.
    public init(_ plan: RoutingPlan, ledger: FileLedger) {
        self.plan = plan
        self.ledger = ledger
        writer = plan.store.makeWriter()
        partitionBits = plan.store.partitionBits
        cache = TextCache(plan.texts)
    }

    deinit { cache.deallocate() }

    /// Hands the records over to the plan's store and returns what was read of each stream, by raw value of
    /// ``RetraceCore/LogStream``, and the audiences' events.
    public func finish() -> (tallies: [StreamTally], audienceEvents: [AudienceEvent]) {
        writer.finish()
        return (tallies, audienceEvents)
    }

    /// Parses a block and routes its lines. Throws ``RetraceError`` of kind `inputOutput` when spilling fails.
    public func route(_ block: LineBlock) throws {
        let stream = block.stream
        let index = Int(stream.rawValue)
        if block.isOverlongLine {
            tallies[index].rejected[Int(Rejection.Reason.tooLong.rawValue)] += 1
            let sample = FileLedger.Sample(block: block.sequence, line: 0, reason: .tooLong, field: .max)
            return ledger.add(block, lines: 1, physicalLines: 1, samples: [sample])
        }
        let parsed = try parser.parse(block, stream: stream)
        tallies[index].valid += UInt64(parsed.line_count)
        let rejects = UnsafeBufferPointer(start: parsed.rejects, count: parsed.reject_count)
        for reject in rejects { tallies[index].rejected[Int(reject.reason)] += 1 }
        ledger.add(
            block, lines: parsed.line_count + parsed.reject_count, physicalLines: parsed.physical_lines,
            samples: rejects.prefix(Limits.rejectionSamplesPerFile).map { sample($0, in: block) })
        try routeLines(parsed, stream: stream)
    }

    private func sample(_ reject: rt_reject, in block: LineBlock) -> FileLedger.Sample {
        FileLedger.Sample(
            block: block.sequence, line: reject.line, reason: Rejection.Reason(rawValue: reject.reason) ?? .invalidJSON,
            field: reject.field)
    }

    private func routeLines(_ parsed: rt_block, stream: LogStream) throws {
        let lines = UnsafeBufferPointer(start: parsed.lines, count: parsed.line_count)
        var instants = tallies[Int(stream.rawValue)].instants
        switch stream {
        case .identifiers: for index in lines.indices { try routeIdentifier(&instants, lines.baseAddress! + index) }
        case .matches: for index in lines.indices { try routeUse(.match, &instants, lines.baseAddress! + index) }
        case .disclosures: for index in lines.indices { try routeUse(.disclosure, &instants, lines.baseAddress! + index) }
        case .audiences: for index in lines.indices { noteAudience(&instants, lines.baseAddress! + index) }
        case .uploads: for index in lines.indices { try routeUpload(&instants, lines.baseAddress! + index) }
        case .impressions:
            for index in lines.indices { try routeImpression(&instants, lines.baseAddress! + index, list: parsed.list) }
        case .accounts: for index in lines.indices { try routeOwner(&instants, lines.baseAddress! + index) }
        }
        tallies[Int(stream.rawValue)].instants = instants
    }

    @inline(__always)
    private func partition(_ line: UnsafePointer<rt_line>) -> Int {
        partitionBits == 0 ? 0 : Int(truncatingIfNeeded: line.pointee.account.0 >> UInt64(64 - partitionBits))
    }

    @inline(__always)
    private func writeKey(_ key: (UInt64, UInt64), to place: UnsafeMutableRawPointer) {
        place.storeBytes(of: key.0, as: UInt64.self)
        place.storeBytes(of: key.1, toByteOffset: 8, as: UInt64.self)
    }

    @inline(__always)
    private func routeIdentifier(_ instants: inout InstantRange, _ line: UnsafePointer<rt_line>) throws {
        instants.add(Instant(milliseconds: line.pointee.ts))
        let purpose = cache.id(of: line.pointee.text.0)
        let place = try writer.reserve(Record.identifierBytes, in: partition(line))
        Record.writeHead(.identifier, Record.flags(line.pointee), text: purpose, instant: line.pointee.ts, to: place)
        writeKey(line.pointee.account, to: place + 16)
        (place + 32).storeBytes(of: line.pointee.hash, as: Hash32.self)
    }

    @inline(__always)
    private func routeUse(_ kind: Record.Kind, _ instants: inout InstantRange, _ line: UnsafePointer<rt_line>) throws {
        let flags = Record.flags(line.pointee)
        // Only an event with an id can turn out to be a duplicate, whose time stamp doesn't count.
        if flags & Record.hasEventID == 0 { instants.add(Instant(milliseconds: line.pointee.ts)) }
        let target = cache.id(of: line.pointee.text.0)
        var place = try writer.reserve(Record.useBytes(flags), in: partition(line))
        Record.writeHead(kind, flags, text: target, instant: line.pointee.ts, to: place)
        writeKey(line.pointee.account, to: place + 16)
        place += 32
        if flags & Record.hasHash != 0 {
            place.storeBytes(of: line.pointee.hash, as: Hash32.self)
            place += 32
        }
        if flags & Record.hasEventID != 0 { writeKey(line.pointee.event, to: place) }
    }

    private func noteAudience(_ instants: inout InstantRange, _ line: UnsafePointer<rt_line>) {
        instants.add(Instant(milliseconds: line.pointee.ts))
        audienceEvents.append(
            AudienceEvent(
                audience: cache.id(of: line.pointee.text.0), instant: Instant(milliseconds: line.pointee.ts),
                isDeletion: line.pointee.flags & RT_REMOVE.rawValue != 0, product: cache.id(of: line.pointee.text.1),
                advertiser: cache.id(of: line.pointee.text.2)))
    }

    private func routeUpload(_ instants: inout InstantRange, _ line: UnsafePointer<rt_line>) throws {
        instants.add(Instant(milliseconds: line.pointee.ts))
        guard let filter = plan.uploadFilter else { return }
        let hash = withUnsafeBytes(of: line.pointee.hash) { IdentifierHash(bytes: $0.baseAddress!) }
        let pair = UploadRequest.pair(audienceHash: line.pointee.text.0.hash, hash: hash)
        try filter.forEachPartition(of: pair) { partition in
            let place = try writer.reserve(Record.uploadBytes, in: partition)
            Record.writeHead(
                .upload, Record.flags(line.pointee), text: cache.id(of: line.pointee.text.0), instant: line.pointee.ts,
                to: place)
            (place + 16).storeBytes(of: line.pointee.hash, as: Hash32.self)
        }
    }

    @inline(__always)
    private func routeImpression(
        _ instants: inout InstantRange, _ line: UnsafePointer<rt_line>, list: UnsafePointer<rt_text>?
    ) throws {
        let flags = Record.flags(line.pointee)
        let isKept = plan.impressionFilter?.mayContain(high: line.pointee.account.0, low: line.pointee.account.1) ?? false
        if !isKept || flags & Record.hasEventID == 0 { instants.add(Instant(milliseconds: line.pointee.ts)) }
        if isKept { try keepImpression(line, flags, list: list) }
    }

    private func keepImpression(_ line: UnsafePointer<rt_line>, _ flags: UInt8, list: UnsafePointer<rt_text>?) throws {
        let audiences = Int(line.pointee.list_count)
        let lineItem = line.pointee.text.1
        let hasEventID = flags & Record.hasEventID != 0
        let bytes = 40 + (hasEventID ? 16 : 0) + 4 * audiences + Record.roundUp(Int(lineItem.length))
        let country = cache.id(of: line.pointee.text.2)
        let place = try writer.reserve(bytes, in: partition(line))
        Record.writeHead(.impression, flags, text: country, instant: line.pointee.ts, to: place)
        writeKey(line.pointee.account, to: place + 16)
        place.storeBytes(of: UInt32(audiences), toByteOffset: 32, as: UInt32.self)
        place.storeBytes(of: lineItem.length, toByteOffset: 36, as: UInt32.self)
        var end = place + 40
        if hasEventID {
            writeKey(line.pointee.event, to: end)
            end += 16
        }
        for index in 0..<audiences {
            end.storeBytes(of: cache.id(of: list![Int(line.pointee.list_start) + index]), as: UInt32.self)
            end += 4
        }
        if let text = lineItem.bytes { end.copyMemory(from: text, byteCount: Int(lineItem.length)) }
    }

    private func routeOwner(_ instants: inout InstantRange, _ line: UnsafePointer<rt_line>) throws {
        let flags = Record.flags(line.pointee)
        if flags & Record.hasInstant != 0 { instants.add(Instant(milliseconds: line.pointee.ts)) }
        guard let filter = plan.ownerFilter, filter.mayContain(high: line.pointee.account.0, low: line.pointee.account.1)
        else { return }
        let person = line.pointee.text.0
        let country = cache.id(of: line.pointee.text.1)
        let region = cache.id(of: line.pointee.text.2)
        let place = try writer.reserve(40 + Record.roundUp(Int(person.length)), in: partition(line))
        Record.writeHead(.owner, flags, text: country, instant: line.pointee.ts, to: place)
        writeKey(line.pointee.account, to: place + 16)
        place.storeBytes(of: region, toByteOffset: 32, as: UInt32.self)
        place.storeBytes(of: person.length, toByteOffset: 36, as: UInt32.self)
        if let text = person.bytes { (place + 40).copyMemory(from: text, byteCount: Int(person.length)) }
    }
}

/// The C parser's hash as Swift sees it.
private typealias Hash32 = (
    UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8,
    UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8
)
