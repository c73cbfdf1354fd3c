extension LogLine {
    /// What kind of contact datum a hash stands for.
    public enum IdType: String, CaseIterable, Sendable {
        /// An e-mail address.
        case email
        /// A phone number.
        case phone
    }

    /// Whether something begins or ends; lines that don't say so begin it.
    public enum Action: String, CaseIterable, Sendable {
        /// Begins.
        case add
        /// Ends.
        case remove

        var field: LogField {
            LogField("action", .action(LogText(rawValue), isDefault: self == .add))
        }
    }

    /// What happened to an audience; lines that don't say so create it.
    public enum AudienceAction: String, CaseIterable, Sendable {
        /// Created, or created once more.
        case create
        /// Deleted.
        case delete

        var field: LogField {
            LogField("action", .action(LogText(rawValue), isDefault: self == .create))
        }
    }
}
