/// A count as a report may print it.
enum PublishedCount: Equatable, Sendable {
    /// As it is.
    case exact(UInt64)
    /// Not printed: it is small, or would give away one that is.
    case withheld

    /// The count where it is printed.
    var value: UInt64? {
        if case .exact(let value) = self { return value }
        return nil
    }
}
