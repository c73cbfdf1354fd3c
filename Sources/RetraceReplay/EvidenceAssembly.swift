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
    let reached: [Int: ReachedEvidence]
    let catalog: AudienceCatalog
    let lines: LineNumbers

    /// The batch, in order of account ids.
    func batch() -> EvidenceBatch {
        var positions: [AccountKey: Int] = [:]
        for (position, account) in table.accounts.enumerated() { positions[account.key] = position }
        var batch = EvidenceBatch(partition: identity.batch.partition)
        batch.sourceSets = table.sourceSets.isEmpty ? [[]] : table.sourceSets
        for position in sortedByID() {
            guard let entry = positions[identity.keys[position]] else { continue }
            append(position, entry, to: &batch)
        }
        batch.owners = audiences(of: batch)
        return batch
    }

    private func sortedByID() -> [Int] {
        identity.keys.indices.sorted { left, right in
            id(left).lexicographicallyPrecedes(id(right))
        }
    }

    private func id(_ position: Int) -> ArraySlice<UInt8> {
        identity.batch.texts[identity.batch.accounts[position].account]
    }

    /// Appends the account at `position` of the first pass's evidence and `entry` of the table.
    private func append(_ position: Int, _ entry: Int, to batch: inout EvidenceBatch) {
        let account = identity.batch.accounts[position]
        let (texts, events, cells, spans) = (
            batch.texts.count, batch.events.count, batch.cells.count, batch.spans.count
        )
        batch.texts += id(position)
        let idEnd = batch.texts.count
        batch.texts += owners[entry].personText
        batch.instants += instants(position, reached[entry])
        batch.events += self.events(account, reached[entry])
        batch.cells += self.cells(account, reached[entry])
        if account.isUsed { batch.spans += table.spans[spanStarts[entry]..<spanStarts[entry + 1]] }
        batch.accounts.append(
            AccountEvidence(
                mask: masks[entry], account: texts..<idEnd, person: idEnd..<batch.texts.count,
                country: owners[entry].country, region: owners[entry].region, events: events..<batch.events.count,
                eventsOmitted: account.eventsOmitted, cells: cells..<batch.cells.count,
                spans: spans..<batch.spans.count))
    }

    private func instants(_ position: Int, _ reached: ReachedEvidence?) -> [Instant] {
        let count = EvidenceBatch.instantsPerAccount
        var instants = Array(identity.batch.instants[position * count..<(position + 1) * count])
        guard let reached else { return instants }
        let lower = EvidenceBatch.instantPosition(.reached, .lower)
        instants.replaceSubrange(lower...lower + 1, with: reached.instants[..<2])
        instants.replaceSubrange(lower + count / 2...lower + count / 2 + 1, with: reached.instants[2...])
        return instants
    }

    private func events(_ account: AccountEvidence, _ reached: ReachedEvidence?) -> [EvidenceEvent] {
        let known = Array(identity.batch.events[account.events])
        guard let reached else { return known }
        return (known + reached.events(lines)).sorted(by: EvidenceLines.precedes)
    }

    /// Each cell once, with all its counts.
    private func cells(_ account: AccountEvidence, _ reached: ReachedEvidence?) -> [EvidenceCell] {
        var cells = Array(identity.batch.cells[account.cells])
        for cell in reached?.cells ?? [] {
            let known = cells.firstIndex { $0.dimension == cell.dimension && $0.cell == cell.cell }
            if let known { cells[known].mask.formUnion(cell.mask) } else { cells.append(cell) }
        }
        return cells
    }

    private func audiences(of batch: EvidenceBatch) -> [AudienceOwner] {
        var audiences = Set(batch.spans.map(\.audience))
        for event in batch.events where event.kind == .match || event.kind == .impression {
            audiences.insert(event.text)
        }
        return audiences.map { audience in
            let entry = catalog.entry(of: audience)
            return AudienceOwner(audience: audience, product: entry.product, advertiser: entry.advertiser)
        }
    }
}
