import RetraceCore

/// What was made of a match or a disclosure, for the evidence.
struct UseNote {
    var kind: EvidenceEvent.Kind
    /// In the batch's list of its kind.
    var position: Int
    /// Nil of a removal.
    var attribution: Attribution?
    /// The identifier, by its position in the holdings, that a match without a hash stands for.
    var candidate: Int?
}
