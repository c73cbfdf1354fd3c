import RetraceCore

/// What a case keeps of one account after the first pass, put at the end of what it keeps of those before.
extension IdentityEvidence {
    /// Makes room for what can come of `source` at most, but for matches that stand for several candidates: lists that grow
    /// are copied again and again. What is not needed is not touched.
    mutating func reserveCapacity(for source: IdentityBatch) {
        keys.reserveCapacity(source.groups.count)
        batch.accounts.reserveCapacity(source.groups.count)
        batch.instants.reserveCapacity(EvidenceBatch.instantsPerAccount * source.groups.count)
        batch.events.reserveCapacity(source.identifiers.count + source.matches.count + source.disclosures.count)
    }

    /// Begins an account with its marks, before they are flushed.
    mutating func append(
        _ key: AccountKey, _ mask: CountMask, id: UnsafeRawBufferPointer, _ marks: borrowing AccountMarks
    ) {
        let texts = batch.texts.count
        batch.texts.append(contentsOf: id)
        keys.append(key)
        batch.accounts.append(
            AccountEvidence(
                mask: mask, account: texts..<batch.texts.count, events: batch.events.count..<batch.events.count,
                cells: batch.cells.count..<batch.cells.count))
        withUnsafeTemporaryAllocation(of: Instant.self, capacity: EvidenceBatch.instantsPerAccount) { instants in
            for position in 0..<CountInstants.count {
                instants.initializeElement(at: position, to: min(marks.first[position], marks.firstSince[position]))
                instants.initializeElement(at: CountInstants.count + position, to: marks.last[position])
            }
            batch.instants.append(contentsOf: instants)
        }
    }

    /// The account's events are all there. Past the limit those that decide a count stay, and of the others the earliest.
    mutating func closeEvents() {
        let (last, limit) = (batch.accounts.count - 1, Limits.evidenceEventsPerAccount)
        let all = batch.accounts[last].events.lowerBound..<batch.events.count
        if all.count > limit {
            var spare = limit - batch.events[all].count { !$0.decides.isEmpty }
            let kept = batch.events[all].filter { event in
                if !event.decides.isEmpty { return true }
                spare -= 1
                return spare >= 0
            }
            batch.accounts[last].eventsOmitted = all.count - kept.count
            batch.events.replaceSubrange(all, with: kept)
        }
        batch.accounts[last].events = all.lowerBound..<batch.events.count
    }

    /// The account's marks have been flushed to `facts`, behind `positions`.
    mutating func closeCells(_ facts: PartitionFacts, after positions: CellPositions) {
        let last = batch.accounts.count - 1
        guard batch.accounts[last].isUsed else { return }
        positions.appendCells(of: facts, to: &batch.cells)
        batch.accounts[last].cells = batch.accounts[last].cells.lowerBound..<batch.cells.count
    }
}
