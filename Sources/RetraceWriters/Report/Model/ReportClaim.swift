/// A sentence of a disclosure, and what the logs say of it.
struct ReportClaim: Sendable {
    /// What was found.
    enum Finding: String, Sendable {
        /// The logs bear it out.
        case held = "Held"
        /// The logs contradict it.
        case notHeld = "Not held"
        /// They leave it open.
        case open = "Can’t be told"
    }

    /// The claim, in its own words.
    let claim: String
    /// What was found, for people.
    let finding: String
    /// The same, for the style sheet.
    let findingClass: String
    /// The numbers it rests on.
    let reason: String

    init(_ claim: String, _ finding: Finding, _ reason: String) {
        self.claim = claim
        self.finding = finding.rawValue
        self.reason = reason
        findingClass = "\(finding)".lowercased()
    }
}
