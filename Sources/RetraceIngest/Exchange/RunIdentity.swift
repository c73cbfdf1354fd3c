import RetraceCore

/// What must be the same in all pieces of a run, so that they may be put together.
public struct RunIdentity: Equatable, Sendable {
    /// The version of the program: another one may count differently.
    public var build: String
    /// Base-2 logarithm of the number of parts.
    public var partitionBits: Int
    /// The cutoff.
    public var cutoff: Instant
    /// The policy.
    public var policy: Policy
    /// Whatever else decides what a line means or which lines there are, such as a digest of the list of files.
    public var input: String

    /// An identity from its parts.
    public init(build: String, partitionBits: Int, cutoff: Instant, policy: Policy, input: String) {
        self.build = build
        self.partitionBits = partitionBits
        self.cutoff = cutoff
        self.policy = policy
        self.input = input
    }

    /// Of no run: what a reader has before it has read a header.
    static let none = RunIdentity(
        build: "", partitionBits: 0, cutoff: .distantPast, policy: .none, input: "")

    /// How many parts there are.
    public var partCount: Int { 1 << partitionBits }

    /// XXH3 (64 bits) of all of it.
    public var digest: UInt64 {
        var encoder = MessageEncoder()
        encode(into: &encoder)
        return encoder.message.withUnsafeBytes { TextHash.of($0) }
    }

    /// Writes all of it.
    public func encode(into encoder: inout MessageEncoder) {
        encoder.number(UInt64(ExchangeBlockHead.formatVersion))
        encoder.string(build)
        encoder.number(UInt64(partitionBits))
        encoder.instant(cutoff)
        for list in [policy.permitted, policy.restricted] {
            encoder.number(UInt64(list.count))
            for prefix in list { encoder.string(prefix) }
        }
        encoder.string(input)
    }

    /// Reads what ``encode(into:)`` writes. Throws ``MalformedMessage``.
    public init(from decoder: inout MessageDecoder) throws {
        guard try decoder.integer(UInt8.self) == ExchangeBlockHead.formatVersion else { throw MalformedMessage() }
        build = try decoder.string()
        partitionBits = try decoder.integer()
        guard (0...Limits.partitionBitsMax).contains(partitionBits) else { throw MalformedMessage() }
        cutoff = try decoder.instant()
        let permitted = try RunIdentity.prefixes(&decoder)
        guard let policy = Policy(permitted: permitted, restricted: try RunIdentity.prefixes(&decoder)) else {
            throw MalformedMessage()
        }
        self.policy = policy
        input = try decoder.string()
    }

    private static func prefixes(_ decoder: inout MessageDecoder) throws -> [String] {
        try (0..<decoder.count(bytesEach: 1)).map { _ in try decoder.string() }
    }

    /// In what an identity differs from this one, in words for people; nil when in nothing.
    public func difference(from other: RunIdentity) -> String? {
        if build != other.build { return "by retrace \(other.build), and this is \(build)" }
        if cutoff != other.cutoff { return "for the cutoff \(other.cutoff.rfc3339), not \(cutoff.rfc3339)" }
        if policy != other.policy { return "with another policy" }
        if partitionBits != other.partitionBits { return "in \(other.partCount) parts, not \(partCount)" }
        return input == other.input ? nil : "from other log files or with other settings"
    }
}
