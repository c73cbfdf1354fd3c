/// Which purposes permit advertising and which restrict it.
///
/// Prefixes are dotted keys of whole segments; the longest prefix of a purpose decides.
public struct Policy: Hashable, Sendable {
    /// What a policy says of a purpose.
    public enum Classification: UInt8, Sendable {
        /// Under a permitting prefix.
        case permitted
        /// Under a restricting prefix.
        case restricted
        /// Under no prefix.
        case unclassified
    }

    /// Prefixes that permit advertising, sorted.
    public let permitted: [String]
    /// Prefixes that restrict it, sorted.
    public let restricted: [String]
    private let table: [[UInt8]: Classification]

    /// A policy from its lists. Returns nil when a prefix stands in both; an entry that stands twice in one list is one.
    public init?(permitted: [String], restricted: [String]) {
        var table: [[UInt8]: Classification] = [:]
        for prefix in permitted { table[Array(prefix.utf8)] = .permitted }
        for prefix in restricted {
            guard table.updateValue(.restricted, forKey: Array(prefix.utf8)) != .permitted else { return nil }
        }
        self.table = table
        self.permitted = Array(Set(permitted)).sorted()
        self.restricted = Array(Set(restricted)).sorted()
    }

    /// A policy that says nothing of any purpose.
    public static let none = Policy()

    private init() {
        table = [:]
        permitted = []
        restricted = []
    }

    /// What the policy says of a purpose, and the prefix that decides (nil when none does). Linear in the purpose's length.
    public func explain(_ purpose: some Collection<UInt8>) -> (classification: Classification, prefix: String?) {
        var candidate = Array(purpose)
        while true {
            if let found = table[candidate] { return (found, String(decoding: candidate, as: UTF8.self)) }
            guard let dot = candidate.lastIndex(of: UInt8(ascii: ".")) else { return (.unclassified, nil) }
            candidate.removeSubrange(dot...)
        }
    }

    /// What the policy says of a purpose.
    public func classification(of purpose: some Collection<UInt8>) -> Classification {
        explain(purpose).classification
    }
}
