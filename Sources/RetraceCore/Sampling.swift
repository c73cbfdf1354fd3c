/// How a stream was sampled before it was kept.
public enum Sampling: Codable, Equatable, Sendable {
    /// A hash of the account id kept an account's lines, all or none, with probability `rate`; streams with the same `hash` (or
    /// none named) and the same rate kept the same accounts.
    case account(rate: Double, hash: String?)
    /// Each event was kept independently with probability `rate`.
    case event(rate: Double)

    /// The probability, above 0 and at most 1; 1 keeps everything.
    public var rate: Double {
        switch self {
        case .account(let rate, _), .event(let rate): rate
        }
    }
}
