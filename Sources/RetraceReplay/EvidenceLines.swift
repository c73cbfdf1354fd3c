import RetraceCore

/// The lines of one account's identifiers, matches and disclosures, as a case keeps them.
struct EvidenceLines {
    let group: IdentityGroup
    let lines: LineNumbers

    /// Appends them in order of time; lines of one instant in the order of files and lines, candidates of one match by their
    /// hash.
    func append(
        _ batch: IdentityBatch, _ uses: [UseNote], _ holdings: borrowing Holdings, to events: inout [EvidenceEvent]
    ) {
        let start = events.count
        for position in group.identifiers { events.append(identifier(batch.identifiers[position])) }
        for note in uses {
            let candidate = note.candidate.map { hash(of: holdings.identifiers[$0].key, in: batch) }
            let event = note.kind == .match ? batch.matches[note.position] : batch.disclosures[note.position]
            events.append(use(note, event, candidate))
        }
        sortRange(&events, start..<events.count, by: EvidenceLines.precedes)
    }

    static func precedes(_ left: EvidenceEvent, _ right: EvidenceEvent) -> Bool {
        if left.instant != right.instant { return left.instant < right.instant }
        if left.file != right.file { return left.file < right.file }
        if left.line != right.line { return left.line < right.line }
        return (left.hash ?? IdentifierHash()) < (right.hash ?? IdentifierHash())
    }

    private func identifier(_ event: IdentifierEvent) -> EvidenceEvent {
        EvidenceEvent(
            kind: .identifier, instant: event.instant, file: event.detail.location.file,
            line: lines.number(of: event.detail.location), text: event.purpose, hash: event.detail.hash,
            type: event.type, isRemoval: event.isRemoval)
    }

    private func use(_ note: UseNote, _ event: UseEvent, _ candidate: IdentifierHash?) -> EvidenceEvent {
        EvidenceEvent(
            kind: note.kind, instant: event.instant, file: event.detail.location.file,
            line: lines.number(of: event.detail.location), text: event.target,
            hash: event.hasHash ? event.detail.hash : candidate, type: event.type,
            isRemoval: event.isRemoval, verdict: note.attribution?.verdict, sourceSet: note.attribution?.set ?? 0)
    }

    /// The hash of an identifier: that of the first of its events, which are sorted by identifier.
    private func hash(of key: IdentifierKey, in batch: IdentityBatch) -> IdentifierHash {
        var low = group.identifiers.lowerBound
        var high = group.identifiers.upperBound
        while low < high {
            let middle = (low + high) / 2
            if batch.identifiers[middle].identifier < key { low = middle + 1 } else { high = middle }
        }
        return batch.identifiers[low].detail.hash
    }
}
