/// A file that could not be read to its end.
public struct IncompleteFile: Codable, Equatable, Sendable {
    /// Its path relative to the log root.
    public var file: String
    /// What was wrong and where, in words.
    public var reason: String
    /// Complete lines read before the damage; they count.
    public var linesRead: UInt64

    /// An entry from its parts.
    public init(file: String, reason: String, linesRead: UInt64) {
        self.file = file
        self.reason = reason
        self.linesRead = linesRead
    }

    enum CodingKeys: String, CodingKey {
        case file, reason
        case linesRead = "lines_read"
    }
}
