/// What kind of identifier a hash stands for.
enum IdentifierType: Int, CaseIterable, Sendable {
    case email
    case phone

    var name: StaticString { self == .email ? "email" : "phone" }
}
