import RetraceCore

/// A value on each side of the cutoff.
public struct Sided<Value: Codable & Equatable & Sendable>: Codable, Equatable, Sendable {
    /// Of what happened before the cutoff.
    public var before: Value
    /// Of what happened at the cutoff or later.
    public var since: Value

    /// A pair.
    public init(before: Value, since: Value) {
        self.before = before
        self.since = since
    }

    /// One of the two.
    public subscript(side: Side) -> Value {
        get { side == .before ? before : since }
        set { if side == .before { before = newValue } else { since = newValue } }
    }
}
