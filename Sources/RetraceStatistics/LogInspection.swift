/// What a log root holds, in the form of the public JSON interface `retrace.inspection/1`. Encoded by ``ResultEncoder``.
public struct LogInspection: Codable, Equatable, Sendable {
    /// The interface's name and version.
    public var schema = "retrace.inspection/1"
    /// The streams that have files, in the order of the log model.
    public var streams: [StreamInspection]
    /// Files that could not be read to their end, or are not as the manifest has them; sorted by path.
    public var incomplete: [IncompleteFile]
    /// What may be lacking, a sentence each.
    public var warnings: [String]

    /// An inspection from its parts.
    public init(streams: [StreamInspection], incomplete: [IncompleteFile], warnings: [String]) {
        self.streams = streams
        self.incomplete = incomplete
        self.warnings = warnings
    }
}
