/// The expected files of a stream in the order of their grid, with what the tests of randomness need.
struct LossPattern {
    /// One file of the grid.
    struct Entry {
        let labels: ShardLabels
        let isLost: Bool
        /// Lines or bytes, or what files of the same hour hold on average; nil when nothing is known.
        let volume: Double?
    }

    /// By day, hour, part, host and path.
    let entries: [Entry]
    /// How many of them are missing or damaged.
    let lost: Int

    /// The pattern of a stream's files, in any order. Linear but for the sorting.
    init(_ shards: [Shard]) {
        let ordered = shards.map { (key: Self.key($0), shard: $0) }.sorted { $0.key.lexicographicallyPrecedes($1.key) }
        let volumes = Self.volumes(ordered.map(\.shard))
        entries = ordered.enumerated().map { index, item in
            Entry(labels: item.shard.labels, isLost: item.shard.state != .read, volume: volumes?[index])
        }
        lost = entries.count { $0.isLost }
    }

    private static func key(_ shard: Shard) -> [String] {
        let labels = shard.labels
        return [labels.day, padded(labels.hour), padded(labels.part), labels.host, shard.path]
    }

    /// Numbers of different lengths in the order of their values.
    private static func padded(_ text: String) -> String {
        String(repeating: "0", count: max(0, 12 - text.utf8.count)) + text
    }

    /// Lines where every file's are known, else bytes, else the mean bytes of the read files of the same hour.
    private static func volumes(_ shards: [Shard]) -> [Double]? {
        func all(_ value: (Shard) -> UInt64?) -> [Double]? {
            let known = shards.compactMap(value)
            return known.count == shards.count ? known.map(Double.init) : nil
        }
        return all(\.linesExpected) ?? all(\.bytes) ?? hourlyMeans(shards)
    }

    private static func hourlyMeans(_ shards: [Shard]) -> [Double]? {
        var sums: [String: (bytes: Double, files: Double)] = [:]
        for shard in shards where shard.state == .read && !shard.labels.hour.isEmpty {
            guard let bytes = shard.bytes else { return nil }
            let sum = sums[shard.labels.hour] ?? (0, 0)
            sums[shard.labels.hour] = (sum.bytes + Double(bytes), sum.files + 1)
        }
        let means = shards.compactMap { shard in sums[shard.labels.hour].map { $0.bytes / $0.files } }
        return means.count == shards.count ? means : nil
    }
}
