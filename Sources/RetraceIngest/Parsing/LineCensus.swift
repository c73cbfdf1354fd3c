import RetraceCore

/// What the lines of a file are like. Merging is associative and commutative.
public struct LineCensus: Sendable {
    /// Lines that are valid lines of the stream, repeated events included.
    public var valid: UInt64 = 0
    /// Lines that are not, those of white space aside.
    public var rejected: UInt64 = 0
    /// Time stamps of valid lines.
    public var instants = InstantRange()
    /// Valid lines with a time stamp by hour (UTC): hours since 1970-01-01T00:00Z, from 1970 to 2106.
    public var hours: [Int64: UInt64] = [:]

    /// Nothing read.
    public init() {}

    /// Adds the lines of another file.
    public mutating func merge(_ other: LineCensus) {
        valid += other.valid
        rejected += other.rejected
        instants.merge(other.instants)
        hours.merge(other.hours, uniquingKeysWith: +)
    }
}
