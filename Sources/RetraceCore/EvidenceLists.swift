/// The lists of an ``EvidenceBatch`` in place: a slice of an array for each account would have references counted. Valid during
/// the call that gives it.
public struct EvidenceLists {
    /// See ``EvidenceBatch/texts``.
    public let texts: UnsafeBufferPointer<UInt8>
    /// See ``EvidenceBatch/instants``.
    public let instants: UnsafeBufferPointer<Instant>
    /// See ``EvidenceBatch/events``.
    public let events: UnsafeBufferPointer<EvidenceEvent>
    /// See ``EvidenceBatch/cells``.
    public let cells: UnsafeBufferPointer<EvidenceCell>
}

extension EvidenceBatch {
    /// Calls `body` with the lists in place.
    public func withLists<Result>(_ body: (EvidenceLists) throws -> Result) rethrows -> Result {
        try texts.withUnsafeBufferPointer { texts in
            try instants.withUnsafeBufferPointer { instants in
                try events.withUnsafeBufferPointer { events in
                    try cells.withUnsafeBufferPointer { cells in
                        try body(EvidenceLists(texts: texts, instants: instants, events: events, cells: cells))
                    }
                }
            }
        }
    }
}
