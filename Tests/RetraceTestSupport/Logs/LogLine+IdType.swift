extension LogLine {
    /// What kind of contact datum a hash stands for.
    public enum IdType: String, CaseIterable, Sendable {
        /// An e-mail address.
        case email
        /// A phone number.
        case phone
    }
}
