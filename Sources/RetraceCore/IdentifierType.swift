/// The kind of an identifier.
@frozen
public enum IdentifierType: UInt8, Sendable {
    /// The line does not say. Sorts before the others, as an absent field does.
    case absent = 0
    /// An e-mail address.
    case email = 1
    /// A phone number.
    case phone = 2

    /// The key in results; `unknown` for ``absent``.
    public var name: String {
        switch self {
        case .absent: "unknown"
        case .email: "email"
        case .phone: "phone"
        }
    }
}
