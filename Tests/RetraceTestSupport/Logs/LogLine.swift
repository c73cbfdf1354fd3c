import RetraceCore

/// One line of a log, typed; or one that no reader may accept.
public enum LogLine: Hashable, Sendable {
    /// Of `identifiers`.
    case identifier(Identifier)
    /// Of `audiences`.
    case audience(Audience)
    /// Of `uploads`.
    case upload(Upload)
    /// Of `matches`.
    case match(Match)
    /// Of `impressions`.
    case impression(Impression)
    /// Of `disclosures`.
    case disclosure(Disclosure)
    /// Of `accounts`.
    case account(Account)
    /// Of any stream, but to be rejected.
    case malformed(Malformed)

    /// The stream that it belongs to.
    public var stream: LogStream {
        switch self {
        case .identifier: .identifiers
        case .audience: .audiences
        case .upload: .uploads
        case .match: .matches
        case .impression: .impressions
        case .disclosure: .disclosures
        case .account: .accounts
        case .malformed(let line): line.stream
        }
    }

    /// Its fields in the order in which the stream's definition names them, absent ones included; none when malformed.
    public var fields: [LogField] {
        switch self {
        case .identifier(let line): line.fields
        case .audience(let line): line.fields
        case .upload(let line): line.fields
        case .match(let line): line.fields
        case .impression(let line): line.fields
        case .disclosure(let line): line.fields
        case .account(let line): line.fields
        case .malformed: []
        }
    }

    /// Its time stamp; nil when it has none or is malformed.
    public var timestamp: Instant? {
        for case .instant(let instant) in fields.compactMap(\.value) { return instant }
        return nil
    }
}
