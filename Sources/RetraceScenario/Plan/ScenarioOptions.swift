import RetraceCore

/// What to generate. Everything but ``threads`` changes the bytes written.
public struct ScenarioOptions: Sendable {
    /// The scenario.
    public var scenario: ScenarioName
    /// How many accounts there are; 1 or more.
    public var accounts: UInt64
    /// How many days the logs cover; the first three quarters lie before the cutoff. ``daysRange`` holds the limits.
    public var days: Int
    /// Decides every draw.
    public var seed: UInt64
    /// Files per stream, for streams with enough lines; ``shardsRange`` holds the limits.
    public var shards: Int
    /// Average number of lines per account; ``linesPerAccountRange`` holds the limits.
    public var linesPerAccount: Double
    /// Whether the logs show everything that the model allows, and every kind of bad line.
    public var untidy: Bool
    /// How many threads write; 1 or more. More than there are account partitions (see ``FileLayout``) are not used.
    public var threads: Int

    /// Fewer than 8 days would leave no room for the order of events that the stories tell.
    public static let daysRange = 8...3650
    /// More files than 100,000 per stream serve nobody.
    public static let shardsRange = 1...100_000
    /// Below 2.5 there would be no room for a story.
    public static let linesPerAccountRange = 2.5...1000.0

    /// Options from their parts.
    public init(
        scenario: ScenarioName, accounts: UInt64 = 10_000, days: Int = 60, seed: UInt64 = 1, shards: Int = 8,
        linesPerAccount: Double = 10, untidy: Bool = false, threads: Int = 1
    ) {
        self.scenario = scenario
        self.accounts = accounts
        self.days = days
        self.seed = seed
        self.shards = shards
        self.linesPerAccount = linesPerAccount
        self.untidy = untidy
        self.threads = threads
    }

    /// Throws ``RetraceCore/RetraceError`` of kind `usage` when an option lies outside its limits.
    public func validate() throws {
        guard accounts >= 1, accounts <= FakeIdentity.accountsMax else {
            throw RetraceError(.usage, "The number of accounts must lie between 1 and \(FakeIdentity.accountsMax).")
        }
        try check(days, "number of days", Self.daysRange)
        try check(shards, "number of shards", Self.shardsRange)
        try check(linesPerAccount, "number of lines per account", Self.linesPerAccountRange)
        guard threads >= 1 else { throw RetraceError(.usage, "The number of threads must be at least 1.") }
    }

    private func check<Value>(_ value: Value, _ name: String, _ range: ClosedRange<Value>) throws {
        guard range.contains(value) else {
            throw RetraceError(.usage, "The \(name) must lie between \(range.lowerBound) and \(range.upperBound).")
        }
    }
}
