import RetraceCore

/// Completes the evidence of a partition with what the second pass found.
struct EvidenceAssembly {
    let identity: IdentityEvidence
    let table: ExposureTable
    /// Where the spans of each of the table's accounts begin, and where the last ones end.
    let spanStarts: [Int]
    /// The table's accounts' counts, owners, and what reached them.
    let masks: [CountMask]
    let owners: [Ownership]
    let personTexts: [UInt8]
    let reached: ReachedAccounts
    let catalog: AudienceCatalog
    let lines: LineNumbers

    /// The batch, in order of account ids.
    func batch() -> EvidenceBatch {
        var batch = EvidenceBatch(partition: identity.batch.partition)
        batch.sourceSets = table.sourceSets.isEmpty ? [[]] : table.sourceSets
        reserve(&batch)
        let (entries, order) = (entries(), sortedByID())
        identity.batch.withLists { lists in
            for position in order {
                if let entry = entries[position] { append(lists, position, entry, to: &batch) }
            }
        }
        batch.owners = audiences(of: batch)
        return batch
    }

    private func reserve(_ batch: inout EvidenceBatch) {
        batch.accounts.reserveCapacity(identity.batch.accounts.count)
        batch.instants.reserveCapacity(identity.batch.instants.count)
        batch.events.reserveCapacity(identity.batch.events.count + 2 * reached.list.count)
        batch.cells.reserveCapacity(identity.batch.cells.count + 2 * reached.list.count)
        batch.spans.reserveCapacity(table.spans.count)
        batch.texts.reserveCapacity(identity.batch.texts.count + personTexts.count)
    }

    /// The positions of the evidence's accounts in the table. Both were written by the same pass, so mostly they are equal.
    private func entries() -> [Int?] {
        let keys = identity.keys
        if keys.count == table.accounts.count, zip(keys, table.accounts).allSatisfy({ $0 == $1.key }) {
            return Array(keys.indices)
        }
        var positions: [AccountKey: Int] = [:]
        for (position, account) in table.accounts.enumerated() { positions[account.key] = position }
        return keys.map { positions[$0] }
    }

    /// Sorted by the first eight bytes, and by the whole id where these are equal.
    private func sortedByID() -> [Int] {
        identity.batch.texts.withUnsafeBytes { texts in
            func id(_ position: Int32) -> UnsafeRawBufferPointer {
                UnsafeRawBufferPointer(rebasing: texts[identity.batch.accounts[Int(position)].account])
            }
            var order = identity.keys.indices.map { position in
                (start: EvidenceAssembly.start(of: id(Int32(position))), position: Int32(position))
            }
            order.sort { left, right in
                left.start != right.start
                    ? left.start < right.start : id(left.position).lexicographicallyPrecedes(id(right.position))
            }
            return order.map { Int($0.position) }
        }
    }

    /// The first eight bytes as a number, zeros after shorter ids.
    private static func start(of id: UnsafeRawBufferPointer) -> UInt64 {
        if id.count >= 8 { return UInt64(bigEndian: id.loadUnaligned(as: UInt64.self)) }
        return id.reduce(0) { $0 << 8 | UInt64($1) } << UInt64(8 * (8 - id.count))
    }

    /// Appends the account at `position` of the first pass's evidence and `entry` of the table.
    private func append(_ source: EvidenceLists, _ position: Int, _ entry: Int, to batch: inout EvidenceBatch) {
        var account = identity.batch.accounts[position]
        let (texts, events, cells, spans) = (
            batch.texts.count, batch.events.count, batch.cells.count, batch.spans.count
        )
        batch.texts.append(contentsOf: UnsafeBufferPointer(rebasing: source.texts[account.account]))
        let idEnd = batch.texts.count
        batch.texts += personTexts[owners[entry].personText]
        let (firstInstant, instantCount) = (batch.instants.count, EvidenceBatch.instantsPerAccount)
        let instants = position * instantCount..<(position + 1) * instantCount
        batch.instants.append(contentsOf: UnsafeBufferPointer(rebasing: source.instants[instants]))
        batch.events.append(contentsOf: UnsafeBufferPointer(rebasing: source.events[account.events]))
        batch.cells.append(contentsOf: UnsafeBufferPointer(rebasing: source.cells[account.cells]))
        if let found = reached.position(of: entry) {
            EvidenceAssembly.putInstants(reached.list[found], at: firstInstant, of: &batch)
            reached.list[found].append(lines, to: &batch.events)
            sortRange(&batch.events, events..<batch.events.count, by: EvidenceLines.precedes)
            addCells(reached.list[found], from: cells, to: &batch)
        }
        if account.isUsed { batch.spans += table.spans[spanStarts[entry]..<spanStarts[entry + 1]] }
        account.mask = masks[entry]
        account.account = texts..<idEnd
        account.person = idEnd..<batch.texts.count
        (account.country, account.region) = (owners[entry].country, owners[entry].region)
        account.events = events..<batch.events.count
        account.cells = cells..<batch.cells.count
        account.spans = spans..<batch.spans.count
        batch.accounts.append(account)
    }

    private static func putInstants(_ reached: ReachedEvidence, at start: Int, of batch: inout EvidenceBatch) {
        let lower = start + EvidenceBatch.instantPosition(.reached, .lower)
        let half = EvidenceBatch.instantsPerAccount / 2
        (batch.instants[lower], batch.instants[lower + 1]) = reached.first
        (batch.instants[lower + half], batch.instants[lower + half + 1]) = reached.last
    }

    /// Each cell once, with all its counts. Those of the account begin at `start`.
    private func addCells(_ account: ReachedEvidence, from start: Int, to batch: inout EvidenceBatch) {
        for position in account.cells {
            let cell = reached.cells[position]
            let known = (start..<batch.cells.count).first {
                batch.cells[$0].dimension == cell.dimension && batch.cells[$0].cell == cell.cell
            }
            if let known { batch.cells[known].mask.formUnion(cell.mask) } else { batch.cells.append(cell) }
        }
    }

    private func audiences(of batch: EvidenceBatch) -> [AudienceOwner] {
        var seen = FlatMap()
        var owners: [AudienceOwner] = []
        func add(_ audience: TextID) {
            let known = seen.count
            _ = seen.value(of: UInt64(audience), orInsert: 0)
            guard seen.count > known else { return }
            let entry = catalog.entry(of: audience)
            owners.append(AudienceOwner(audience: audience, product: entry.product, advertiser: entry.advertiser))
        }
        for span in batch.spans { add(span.audience) }
        for event in batch.events where event.kind == .match || event.kind == .impression { add(event.text) }
        return owners
    }
}
