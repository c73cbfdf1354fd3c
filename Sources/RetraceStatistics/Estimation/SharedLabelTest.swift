import Foundation

/// Do the lost files share a host, day, hour or part number more often than chance would have it?
///
/// For each value of a label the number of lost files that have it is hypergeometric; its upper tail is multiplied by
/// the number of values (Bonferroni), so the test is exact or on the safe side.
struct SharedLabelTest {
    /// The value that stands out the most.
    let value: String
    /// Lost files that have it.
    let shared: Int
    /// Its probability under chance, at most 1, corrected for the number of values.
    let probability: Double

    /// The test of one label; nil when the files have fewer than two values of it, or each a value of its own.
    init?(_ pattern: LossPattern, label: ShardLabel) {
        var files: [String: (all: Int, lost: Int)] = [:]
        for entry in pattern.entries {
            let value = entry.labels[label]
            guard !value.isEmpty else { return nil }
            let tally = files[value] ?? (0, 0)
            files[value] = (tally.all + 1, tally.lost + (entry.isLost ? 1 : 0))
        }
        guard files.count > 1, files.count < pattern.entries.count else { return nil }
        let logs = LogFactorials(upTo: pattern.entries.count)
        let tested = files.sorted { $0.key < $1.key }.map { value, tally in
            (value, tally.lost, Self.tail(logs, all: pattern.entries.count, lost: pattern.lost, tally: tally))
        }
        guard let least = tested.min(by: { $0.2 < $1.2 }) else { return nil }
        value = least.0
        shared = least.1
        probability = min(1, least.2 * Double(files.count))
    }

    /// P(as many lost files or more among those of one value).
    private static func tail(_ logs: LogFactorials, all: Int, lost: Int, tally: (all: Int, lost: Int)) -> Double {
        guard tally.lost > 0 else { return 1 }
        let terms = stride(from: tally.lost, through: min(tally.all, lost), by: 1).map { count in
            exp(
                logs.choose(tally.all, count) + logs.choose(all - tally.all, lost - count)
                    - logs.choose(all, lost))
        }
        return terms.reduce(0, +)
    }
}
