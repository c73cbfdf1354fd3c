import RetraceCore

/// One field of a log line, in the form that comparisons use.
public struct LogField: Hashable, Sendable {
    /// The value of a field, by what its JSON form may be.
    public enum Value: Hashable, Sendable {
        /// A time stamp.
        case instant(Instant)
        /// A string or an integer.
        case id(LogText)
        /// An array of ids.
        case ids([LogText])
        /// A string that is not empty.
        case text(LogText)
        /// A string of 64 hex digits, here in lower case.
        case hash(LogText)
        /// `email` or `phone`.
        case idType(LogLine.IdType)
        /// The name of an action, and whether leaving it out means the same.
        case action(LogText, isDefault: Bool)
    }

    /// The key in JSON.
    public var key: String
    /// Whether a line without it is malformed.
    public var isRequired: Bool
    /// The value; nil when absent.
    public var value: Value?

    /// A field from its parts.
    public init(_ key: String, required: Bool = false, _ value: Value?) {
        self.key = key
        isRequired = required
        self.value = value
    }

    /// The value as a list of texts, for comparisons: one for all but ``Value/ids(_:)``; nil when absent.
    public var texts: [LogText]? {
        switch value {
        case nil: nil
        case .instant(let instant): [LogText(instant.rfc3339)]
        case .ids(let list): list
        case .id(let text), .text(let text), .hash(let text), .action(let text, _): [text]
        case .idType(let type): [LogText(type.rawValue)]
        }
    }
}
