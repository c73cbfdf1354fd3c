extension LogLine {
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
}
