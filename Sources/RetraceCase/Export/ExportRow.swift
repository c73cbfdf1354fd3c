import RetraceCore

/// One of the people in a count.
public struct ExportRow: Equatable, Sendable {
    /// The account; of a person with several in the count, the one whose id is smallest as bytes.
    public var account: String
    /// The person; nil when no `accounts` line names one.
    public var person: String?
    /// Country of that account's residence; nil when not known.
    public var country: String?
    /// Region of that account's residence; nil when not known.
    public var region: String?
    /// The first instant in the count, whatever the cutoff: since it, an account may have been in the count before it
    /// too. ``RetraceCore/Instant/distantFuture`` for never.
    public var first: Instant
    /// The last; ``RetraceCore/Instant/distantFuture`` when it still is in the count where the logs end,
    /// ``RetraceCore/Instant/distantPast`` for never.
    public var last: Instant
    /// The identifiers' sources as `id_type:purpose`, in the order of their bytes; empty where the case keeps none, as
    /// of accounts that are only at risk.
    public var sources: [String]

    /// A row from its parts.
    public init(
        account: String, person: String?, country: String?, region: String?, first: Instant, last: Instant,
        sources: [String]
    ) {
        self.account = account
        self.person = person
        self.country = country
        self.region = region
        self.first = first
        self.last = last
        self.sources = sources
    }

    /// Takes in another account of the same person.
    mutating func merge(_ other: ExportRow) {
        first = min(first, other.first)
        last = max(last, other.last)
        let all = Set(sources.map { Array($0.utf8) } + other.sources.map { Array($0.utf8) })
        sources = all.sorted { $0.lexicographicallyPrecedes($1) }.map { String(decoding: $0, as: UTF8.self) }
    }
}
