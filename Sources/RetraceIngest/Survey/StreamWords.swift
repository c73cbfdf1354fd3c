import RetraceCore

/// Which stream a name speaks of: that of a folder, of a file, or of a kind of event.
enum StreamWords {
    /// In the order in which they decide: a `user_match` is a match, an `audience_upload` an upload.
    private static let words: [(stream: LogStream, words: [String])] = [
        (
            .disclosures,
            ["disclosure", "disclosed", "share", "shared", "sharing", "outbound", "syndication", "transfer"]
        ),
        (.uploads, ["upload", "uploaded", "listentry", "crm", "onboarding"]),
        (
            .impressions,
            ["impression", "imp", "ad", "served", "serve", "delivery", "view", "show", "rtb", "openrtb", "bid"]
        ),
        (.matches, ["match", "matched", "matching", "membership"]),
        (.identifiers, ["identifier", "id", "contact", "pii", "consent", "phone", "email", "eid"]),
        (.audiences, ["audience", "segment", "aud", "list"]),
        (.accounts, ["account", "user", "profile", "person", "member", "residence"]),
    ]

    /// The stream; nil where the name tells nothing.
    static func stream(of name: String) -> LogStream? {
        let parts = name.lowercased().split { !$0.isLetter }.map(String.init)
        let tokens = Set(
            parts + parts.map { $0.hasSuffix("es") ? String($0.dropLast(2)) : $0 }
                + parts.map { $0.hasSuffix("s") ? String($0.dropLast()) : $0 })
        return words.first { !tokens.isDisjoint(with: $0.words) }?.stream
    }
}
