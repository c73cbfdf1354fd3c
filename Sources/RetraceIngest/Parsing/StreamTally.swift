import RetraceCore

/// What a reading thread found of one stream. Duplicates among the lines kept are found later, in the partitions.
public struct StreamTally: Sendable {
    /// Lines that are valid lines of the stream.
    public var valid: UInt64 = 0
    /// Rejected lines by ``RetraceCore/Rejection/Reason``.
    public var rejected = [UInt64](repeating: 0, count: Rejection.Reason.allCases.count)
    /// Time stamps of lines that can be no duplicates.
    public var instants = InstantRange()
    /// Lines that add an identifier, by purpose.
    public var purposes: [TextID: UInt64] = [:]

    /// Nothing read.
    public init() {}

    /// Adds what another thread found.
    public mutating func merge(_ other: StreamTally) {
        valid += other.valid
        for reason in rejected.indices { rejected[reason] += other.rejected[reason] }
        instants.merge(other.instants)
        purposes.merge(other.purposes, uniquingKeysWith: +)
    }
}
