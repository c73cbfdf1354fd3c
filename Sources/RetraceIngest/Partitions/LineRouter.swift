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
    /// Whether records keep what only evidence needs: account ids, hashes, and where identifiers stand.
    public var keepsDetail = false
    /// Whether records of matches and disclosures keep the whole hash and the location.
    public var keepsWholeUses = false

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
    private let parser = BlockParser()
    private let partitionShift: UInt64
    /// Flags of the head of each match and disclosure.
    private let useFlags: UInt64
    /// Behind a pointer, as the hot loops go through it once a line.
    private let cache: UnsafeMutablePointer<TextCache>
    private var tallies = [StreamTally](repeating: StreamTally(), count: LogStream.allCases.count)
    /// By raw value of the stream; nil of streams without a block.
    private var audienceEvents: [AudienceEvent] = []
    private var purposes = PurposeCounts()

    /// A router that follows `plan` and notes what it read in `ledger`.
    public init(_ plan: RoutingPlan, ledger: FileLedger) {
        self.plan = plan
        self.ledger = ledger
        writer = plan.store.makeWriter()
        partitionShift = UInt64(64 - plan.store.partitionBits)
        useFlags =
            (plan.keepsDetail ? Record.hasDetail : 0)
            | (plan.keepsDetail || plan.keepsWholeUses ? Record.isWhole : 0)
        cache = .allocate(capacity: 1)
        cache.initialize(to: TextCache(plan.texts))
    }

    deinit {
        purposes.deallocate()
        cache.pointee.deallocate()
        cache.deinitialize(count: 1)
        cache.deallocate()
    }

    /// Hands the records over to the plan's store and returns what was read of each stream, by raw value of
    /// ``RetraceCore/LogStream``, and the audiences' events.
    public func finish() -> (tallies: [StreamTally], audienceEvents: [AudienceEvent]) {
        writer.finish()
        tallies[Int(LogStream.identifiers.rawValue)].purposes = purposes.byPurpose
        return (tallies, audienceEvents)
    }

    /// What became of the fields of each mapping so far.
    public var mappingTallies: [MappingTally] { parser.tallies() }

    /// Parses a block and routes its lines. Throws ``RetraceError`` of kind `inputOutput` when spilling fails.
    public func route(_ block: LineBlock) throws {
        let stream = block.stream
        let index = Int(stream.rawValue)
        if block.isOverlongLine {
            tallies[index].rejected[Int(Rejection.Reason.tooLong.rawValue)] += 1
            return ledger.addOverlongLine(block)
        }
        let parsed = try parser.parse(block)
        tallies[index].valid += UInt64(parsed.line_count)
        let rejects = UnsafeBufferPointer(start: parsed.rejects, count: parsed.reject_count)
        for reject in rejects { tallies[index].rejected[Int(reject.reason)] += 1 }
        ledger.add(block, parsed, instants: instants(of: parsed, stream))
        routeLines(parsed, of: block)
        try writer.check()
    }

    /// Time stamps of a block's lines. That is one more look at every line, so only where detail is kept.
    private func instants(of parsed: rt_block, _ stream: LogStream) -> InstantRange {
        var instants = InstantRange()
        guard plan.keepsDetail, let lines = parsed.lines else { return instants }
        for index in 0..<parsed.line_count where stream != .accounts || lines[index].flags & RT_HAS_TS.rawValue != 0 {
            instants.add(Instant(milliseconds: lines[index].ts))
        }
        return instants
    }

    private func routeLines(_ parsed: rt_block, of block: LineBlock) {
        guard let lines = parsed.lines else { return }
        let stream = block.stream
        let start = EventLocation(file: block.file, block: block.sequence, line: 0).rawValue
        let all = 0..<parsed.line_count
        var instants = tallies[Int(stream.rawValue)].instants
        switch stream {
        case .identifiers:
            var purposes = purposes
            if plan.keepsDetail {
                for index in all { routeDetailedIdentifier(lines + index, start, &instants, &purposes) }
            } else {
                for index in all { routeIdentifier(lines + index, &instants, &purposes) }
            }
            self.purposes = purposes
        case .matches: for index in all { routeUse(.match, lines + index, start, &instants) }
        case .disclosures: for index in all { routeUse(.disclosure, lines + index, start, &instants) }
        case .audiences: for index in all { noteAudience(lines + index, &instants) }
        case .uploads: for index in all { routeUpload(lines + index, &instants) }
        case .impressions:
            let filter = plan.impressionFilter?.view
            for index in all {
                prefetch(filter, lines, index, parsed.line_count)
                routeImpression(lines + index, filter, list: parsed.list, start, &instants)
            }
        case .accounts:
            let filter = plan.ownerFilter?.view
            for index in all {
                prefetch(filter, lines, index, parsed.line_count)
                routeOwner(lines + index, filter, &instants)
            }
        }
        tallies[Int(stream.rawValue)].instants = instants
    }

    /// Fetches ahead what the filter will look at: filters are larger than the nearer caches.
    @inline(__always)
    private func prefetch(_ filter: AccountFilter.View?, _ lines: UnsafePointer<rt_line>, _ index: Int, _ count: Int) {
        let ahead = index &+ 12
        if ahead < count { filter?.prefetch(high: lines[ahead].account.0) }
    }

    private typealias Line = UnsafePointer<rt_line>

    @inline(__always)
    private func partition(_ line: Line) -> Int {
        Int(truncatingIfNeeded: line.pointee.account.0 >> partitionShift)
    }

    @inline(__always)
    private func account(_ line: Line) -> AccountKey {
        let (high, low) = line.pointee.account
        return AccountKey(high: high, low: UInt32(truncatingIfNeeded: low &>> 32))
    }

    @inline(__always)
    private func routeIdentifier(_ line: Line, _ instants: inout InstantRange, _ purposes: inout PurposeCounts) {
        instants.add(Instant(milliseconds: line.pointee.ts))
        let purpose = cache.pointee.id(of: line.pointee.text.0)
        if line.pointee.flags & RT_REMOVE.rawValue == 0 { purposes.add(purpose) }
        let place = writer.reserve(Record.identifierBytes, in: partition(line))
        Record.writeHead(Record.head(.identifier, line), text: purpose, to: place)
        Record.writeKey(account(line), to: place)
        place.storeBytes(of: line.pointee.digest, toByteOffset: Record.bodyOffset, as: UInt64.self)
    }

    private func routeDetailedIdentifier(
        _ line: Line, _ start: UInt64, _ instants: inout InstantRange, _ purposes: inout PurposeCounts
    ) {
        instants.add(Instant(milliseconds: line.pointee.ts))
        let purpose = cache.pointee.id(of: line.pointee.text.0)
        if line.pointee.flags & RT_REMOVE.rawValue == 0 { purposes.add(purpose) }
        let bytes = Record.detailedIdentifierBytes + accountBytes(line)
        let place = writer.reserve(bytes, in: partition(line))
        Record.writeHead(Record.head(.identifier, line) | Record.hasDetail, text: purpose, to: place)
        Record.writeKey(account(line), to: place)
        place.storeBytes(of: line.pointee.digest, toByteOffset: Record.bodyOffset, as: UInt64.self)
        writeLocation(line, start, to: place + Record.identifierBytes)
        (place + Record.identifierBytes + Record.locationBytes).storeBytes(of: line.pointee.hash, as: Hash32.self)
        writeAccount(line, to: place + Record.detailedIdentifierBytes)
    }

    /// A location's line is in its lowest bits: `start` is that of the block's first line.
    @inline(__always)
    private func writeLocation(_ line: Line, _ start: UInt64, to place: UnsafeMutableRawPointer) {
        place.storeBytes(of: start &+ UInt64(line.pointee.line), as: UInt64.self)
    }

    private func accountBytes(_ line: Line) -> Int { 4 + Record.roundUp(Int(line.pointee.account_text.length)) }

    private func writeAccount(_ line: Line, to place: UnsafeMutableRawPointer) {
        let account = line.pointee.account_text
        place.storeBytes(of: account.length, as: UInt32.self)
        if let text = account.bytes { (place + 4).copyMemory(from: text, byteCount: Int(account.length)) }
    }

    @inline(__always)
    private func routeUse(_ kind: Record.Kind, _ line: Line, _ start: UInt64, _ instants: inout InstantRange) {
        let form = UseForm(Record.head(kind, line) | useFlags)
        let target = cache.pointee.id(of: line.pointee.text.0)
        let bytes = form.bytes
        let place = writer.reserve(bytes + (plan.keepsDetail ? accountBytes(line) : 0), in: partition(line))
        Record.writeHead(form.head, text: target, to: place)
        Record.writeKey(account(line), to: place)
        if form.hasEventID {
            place.storeBytes(of: line.pointee.event, toByteOffset: Record.bodyOffset, as: UInt64.self)
        } else {
            // Only an event with an id can turn out to be a duplicate, whose time stamp doesn't count.
            instants.add(Instant(milliseconds: line.pointee.ts))
        }
        if form.isWhole {
            writeWholeUse(line, start, form, to: place)
        } else {
            let file = UInt32(truncatingIfNeeded: EventLocation(rawValue: start).file)
            place.storeBytes(of: file, toByteOffset: form.place, as: UInt32.self)
            guard form.hasHash else { return }
            place.storeBytes(of: line.pointee.digest, toByteOffset: form.hashPlace, as: UInt64.self)
            guard form.hasEventID else { return }
            let hash = line.pointee.hash
            let hashStart = UInt32(hash.0) << 24 | UInt32(hash.1) << 16 | UInt32(hash.2) << 8 | UInt32(hash.3)
            place.storeBytes(of: hashStart, toByteOffset: form.hashStartPlace, as: UInt32.self)
        }
    }

    private func writeWholeUse(_ line: Line, _ start: UInt64, _ form: UseForm, to place: UnsafeMutableRawPointer) {
        writeLocation(line, start, to: place + form.place)
        if form.hasHash { (place + form.hashPlace).storeBytes(of: line.pointee.hash, as: Hash32.self) }
        if plan.keepsDetail { writeAccount(line, to: place + form.bytes) }
    }

    private func noteAudience(_ line: Line, _ instants: inout InstantRange) {
        instants.add(Instant(milliseconds: line.pointee.ts))
        audienceEvents.append(
            AudienceEvent(
                audience: cache.pointee.id(of: line.pointee.text.0), instant: Instant(milliseconds: line.pointee.ts),
                isDeletion: line.pointee.flags & RT_REMOVE.rawValue != 0,
                product: cache.pointee.id(of: line.pointee.text.1),
                advertiser: cache.pointee.id(of: line.pointee.text.2)))
    }

    private func routeUpload(_ line: Line, _ instants: inout InstantRange) {
        instants.add(Instant(milliseconds: line.pointee.ts))
        guard let filter = plan.uploadFilter else { return }
        let digest = line.pointee.digest
        let audience = line.pointee.text.0
        let audienceHash = rt_hash64(audience.bytes, Int(audience.length))
        let pair = UploadRequest.pair(audienceHash: audienceHash, identifier: IdentifierKey(digest))
        filter.forEachPartition(of: pair) { partition in
            let place = writer.reserve(Record.uploadBytes, in: partition)
            Record.writeHead(Record.head(.upload, line), text: cache.pointee.id(of: audience), to: place)
            place.storeBytes(of: digest, toByteOffset: Record.keyOffset, as: UInt64.self)
        }
    }

    @inline(__always)
    private func routeImpression(
        _ line: Line, _ filter: AccountFilter.View?, list: UnsafePointer<rt_text>?, _ start: UInt64,
        _ instants: inout InstantRange
    ) {
        let account = account(line)
        if let filter, filter.mayContain(high: account.high, low: account.low) {
            if line.pointee.flags & RT_HAS_EVENT.rawValue == 0 { instants.add(Instant(milliseconds: line.pointee.ts)) }
            keepImpression(line, list: list, start)
        } else {
            instants.add(Instant(milliseconds: line.pointee.ts))
        }
    }

    private func keepImpression(_ line: Line, list: UnsafePointer<rt_text>?, _ start: UInt64) {
        let head = Record.head(.impression, line)
        let audiences = Int(line.pointee.list_count)
        let lineItem = line.pointee.text.1
        let hasEventID = head & Record.hasEventID != 0
        let eventBytes = hasEventID ? 8 : 0
        let bytes = Record.impressionHeadBytes + eventBytes + 4 * audiences + Record.roundUp(Int(lineItem.length))
        let country = cache.pointee.id(of: line.pointee.text.2)
        let place = writer.reserve(bytes, in: partition(line))
        Record.writeHead(head, text: country, to: place)
        Record.writeKey(account(line), to: place)
        place.storeBytes(of: UInt32(audiences), toByteOffset: Record.bodyOffset, as: UInt32.self)
        place.storeBytes(of: lineItem.length, toByteOffset: Record.bodyOffset + 4, as: UInt32.self)
        writeLocation(line, start, to: place + Record.ownerHeadBytes)
        var end = place + Record.impressionHeadBytes
        if hasEventID { end.storeBytes(of: line.pointee.event, as: UInt64.self) }
        end += eventBytes
        for index in 0..<audiences {
            end.storeBytes(of: cache.pointee.id(of: list![Int(line.pointee.list_start) + index]), as: UInt32.self)
            end += 4
        }
        if let text = lineItem.bytes { end.copyMemory(from: text, byteCount: Int(lineItem.length)) }
    }

    private func routeOwner(_ line: Line, _ filter: AccountFilter.View?, _ instants: inout InstantRange) {
        if line.pointee.flags & RT_HAS_TS.rawValue != 0 { instants.add(Instant(milliseconds: line.pointee.ts)) }
        let account = account(line)
        guard let filter, filter.mayContain(high: account.high, low: account.low) else { return }
        let person = line.pointee.text.0
        let country = cache.pointee.id(of: line.pointee.text.1)
        let region = cache.pointee.id(of: line.pointee.text.2)
        let bytes = Record.ownerHeadBytes + Record.roundUp(Int(person.length))
        let place = writer.reserve(bytes, in: partition(line))
        Record.writeHead(Record.head(.owner, line), text: country, to: place)
        Record.writeKey(account, to: place)
        place.storeBytes(of: region, toByteOffset: Record.bodyOffset, as: UInt32.self)
        place.storeBytes(of: person.length, toByteOffset: Record.bodyOffset + 4, as: UInt32.self)
        if let text = person.bytes {
            (place + Record.ownerHeadBytes).copyMemory(from: text, byteCount: Int(person.length))
        }
    }
}

/// The C parser's hash as Swift sees it.
private typealias Hash32 = (
    UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8,
    UInt8,
    UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8
)
