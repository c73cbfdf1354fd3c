/// Why a file could not be read to its end. What was read before it still counts.
public struct FrameError: Error, Equatable, Sendable {
    /// What was wrong and where, in words that follow the file's name.
    public var reason: String

    /// An error from its reason.
    public init(_ reason: String) {
        self.reason = reason
    }
}
