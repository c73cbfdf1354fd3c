import CSimdjson
import RetraceCore

/// What lines of different streams have in common if they are of the same platform: hashes of account ids and identifiers.
public struct JoinKeys: Sendable {
    /// Of accounts.
    public private(set) var accounts: Set<UInt64> = []
    /// Of identifiers.
    public private(set) var identifiers: Set<UInt64> = []
    /// Whether all lines were looked at.
    public internal(set) var isWhole = true

    private static let keptMax = 200_000

    mutating func add(_ line: rt_line) {
        guard accounts.count < JoinKeys.keptMax else { return isWhole = false }
        if line.account_text.bytes != nil { accounts.insert(line.account.0) }
        if line.flags & RT_HAS_HASH.rawValue != 0 { identifiers.insert(line.digest) }
    }

    mutating func merge(_ other: JoinKeys) {
        isWhole = isWhole && other.isWhole
        guard accounts.count < JoinKeys.keptMax else { return isWhole = false }
        accounts.formUnion(other.accounts)
        identifiers.formUnion(other.identifiers)
    }
}
