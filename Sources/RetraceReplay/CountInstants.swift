import RetraceCore

/// An instant for each count and reading, by ``RetraceCore/EvidenceBatch/instantPosition(_:_:)``. Of fixed size and stored in
/// place: arrays would have their references counted whenever an instant is noted.
struct CountInstants {
    private var instants: InlineArray<10, Instant>

    /// The same instant everywhere, which stands for "never".
    init(never: Instant) { instants = InlineArray(repeating: never) }

    static var count: Int { 10 }

    subscript(position: Int) -> Instant {
        @inline(__always) get { instants[position] }
        @inline(__always) set { instants[position] = newValue }
    }
}
