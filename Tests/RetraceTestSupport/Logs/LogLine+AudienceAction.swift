extension LogLine {
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
