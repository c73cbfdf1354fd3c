/// What a count is a number of.
public enum CountUnit: CaseIterable, Sendable {
    /// Distinct accounts.
    case accounts
    /// Distinct persons.
    case persons
}
