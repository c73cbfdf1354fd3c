/// What others write where the model has words of its own.
struct ValueWords {
    /// The values by what they mean in the model.
    var known: [String: String] = [:]
    /// Those whose meaning is anybody's guess, sorted.
    var unknown: [String] = []

    /// Whether nothing needs to be said of them.
    var areOwn: Bool { unknown.isEmpty && known.allSatisfy { $0.key == $0.value } }

    private init(_ values: [String], _ meaning: (String, Set<String>) -> String?) {
        for value in values {
            let tokens = Set(value.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init))
            if let word = meaning(value.lowercased(), tokens) { known[value] = word } else { unknown.append(value) }
        }
    }

    /// Kinds of identifiers; nil where the place has too many different values.
    static func idTypes(_ place: RecordSurvey.Place) -> ValueWords? {
        place.words.map { words in
            ValueWords(words) { text, _ in
                if text.contains("mail") { return "email" }
                let phone = ["phone", "tel", "sms", "msisdn", "mobile", "cell"]
                return phone.contains(where: text.contains) ? "phone" : nil
            }
        }
    }

    private static let additions: Set = [
        "add", "added", "create", "created", "insert", "inserted", "new", "set", "grant", "granted", "join", "joined",
        "in",
        "attach", "on", "active",
    ]
    private static let removals: Set = [
        "remove", "removed", "delete", "deleted", "del", "rm", "unset", "revoke", "revoked", "leave", "left", "out",
        "detach",
        "drop", "dropped", "off", "inactive", "expired",
    ]

    /// Actions as `add` and `remove`; nil where the place has too many different values.
    static func actions(_ place: RecordSurvey.Place) -> ValueWords? { place.words.map(actions) }

    /// Actions as `add` and `remove`.
    static func actions(_ words: [String]) -> ValueWords {
        ValueWords(words) { _, tokens in
            if !tokens.isDisjoint(with: removals) { return "remove" }
            return tokens.isDisjoint(with: additions) ? nil : "add"
        }
    }

    /// Purposes as dotted keys; nil where the place has too many different values.
    static func purposes(_ place: RecordSurvey.Place) -> ValueWords? {
        place.words.map { words in
            ValueWords(words) { text, _ in
                if text.contains("."), ValueShape(text) == .dottedKey { return text }
                return purposes.first { entry in entry.words.contains(where: text.contains) }?.purpose
            }
        }
    }

    private static let purposes: [(purpose: String, words: [String])] = [
        ("essential.service.security.two_factor", ["2fa", "two_factor", "twofactor", "two-factor", "mfa", "otp"]),
        ("essential.service.security.account_recovery", ["recover", "reset"]),
        ("essential.service.security.reauthentication", ["reauth", "relogin"]),
        ("essential.service.security", ["secur", "verif", "fraud", "login"]),
        ("marketing.advertising", ["market", "advert", "ads", "promo", "newsletter"]),
        ("functional.service.profile", ["profile", "contact", "account", "friend"]),
    ]
}
