import CSimdjson
import RetraceCore

/// What the lines of a sample hold in one field.
public struct FieldTally: Sendable {
    /// The field.
    public let name: String
    /// Accepted lines that have it; nil where the line parser doesn't tell, as it is of no account for counts.
    public var filled: UInt64?
    /// Lines without it, those that are rejected for that reason included; nil as ``filled`` is.
    public var missing: UInt64?
    /// Lines that are rejected because of what stands in it.
    public var wrong: UInt64 = 0
    /// The first different values, identifiers and ids of people masked.
    public var examples: [String] = []

    static let examplesKept = 3

    init(_ name: String) {
        self.name = name
        let isSeen = name != "action" && name != "partner_id"
        (filled, missing) = isSeen ? (0, 0) : (nil, nil)
    }

    /// Adds what another file holds.
    public mutating func merge(_ other: FieldTally) {
        if let more = other.filled { filled? += more }
        if let more = other.missing { missing? += more }
        wrong += other.wrong
        for example in other.examples { keep(example) }
    }

    /// Adds an accepted line.
    mutating func add(_ value: FieldValue) {
        guard filled != nil else { return }
        guard value.isPresent else {
            missing? += 1
            return
        }
        filled? += 1
        if examples.count < FieldTally.examplesKept, let example = value.example { keep(example) }
    }

    /// Adds a line that is rejected because of this field.
    mutating func add(_ reason: Rejection.Reason) {
        if reason == .missingField { missing? += 1 } else { wrong += 1 }
    }

    private mutating func keep(_ example: String) {
        guard examples.count < FieldTally.examplesKept, !examples.contains(example) else { return }
        examples.append(example)
    }
}
