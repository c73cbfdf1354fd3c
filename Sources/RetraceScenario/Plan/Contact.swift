/// An e-mail address or phone number of an account, known by a small number.
struct Contact {
    let type: IdentifierType
    /// 0 to ``countMax`` - 1; other numbers are other identifiers.
    let number: Int

    /// How many contacts an account has at most.
    static let countMax = 8
}
