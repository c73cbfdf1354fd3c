extension String {
    /// Whether its UTF-8 bytes come before those of `other`: an order that no locale and no Unicode version changes, unlike `<`.
    public func precedesAsBytes(_ other: String) -> Bool { utf8.lexicographicallyPrecedes(other.utf8) }
}

extension Sequence<String> {
    /// Sorted by their UTF-8 bytes. Takes O(n log n).
    public func sortedAsBytes() -> [String] { sorted { $0.precedesAsBytes($1) } }
}
