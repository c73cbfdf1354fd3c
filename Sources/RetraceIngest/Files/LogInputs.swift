import RetraceCore

/// What there is to read besides a log root, and what is needed to read it.
public struct LogInputs: Sendable {
    /// Streams that come from elsewhere; the log root is not asked for them.
    public var streams: [StreamInput] = []
    /// Dictionaries that Zstandard frames may have been compressed with.
    public var dictionaries: ZstandardDictionaries?
    /// Where what comes by a pipe is kept when several streams need it.
    public var spoolFolder = "/tmp"
    /// Whether somebody wants to stop: asked while nothing comes by a pipe.
    public var isStopped: @Sendable () -> Bool = { false }

    /// Nothing but the log root.
    public init() {}
}
