import Foundation

/// How a time stamp is written.
enum TimeForm: Equatable, Sendable {
    /// As the log model has it: RFC 3339, or integers of milliseconds.
    case model
    case seconds, milliseconds, microseconds, nanoseconds
    /// A format in the manner of strptime, and the zone of times that name none.
    case format(String, zone: TimeZone?)

    /// The names of the fixed forms in a mapping.
    static let names: [String: TimeForm] = [
        "rfc3339": .model, "unix_s": .seconds, "unix_ms": .milliseconds, "unix_us": .microseconds,
        "unix_ns": .nanoseconds,
    ]

    /// Letters after a `%` that are known.
    static let specifiers = Set("YmdeHIMSFTpfzbas%")

    /// What is wrong with a format; nil when nothing is.
    static func fault(ofFormat format: String, hasZone: Bool) -> String? {
        var namesZone = false
        var rest = Substring(format)
        while let percent = rest.firstIndex(of: "%") {
            let after = rest.index(after: percent)
            guard after < rest.endIndex, specifiers.contains(rest[after]) else {
                let known = specifiers.map { "%\($0)" }.sorted().joined(separator: " ")
                return "a time format may have \(known)"
            }
            if rest[after] == "z" || rest[after] == "s" { namesZone = true }
            rest = rest[rest.index(after: after)...]
        }
        if namesZone == hasZone {
            return hasZone
                ? "a time format with %z or %s says where it is, so it needs no zone"
                : "a time format without %z or %s needs a zone, such as zone: UTC"
        }
        return nil
    }

    /// The offsets of a zone from 1970 to 2100: each pair is the second from which one holds, and its seconds.
    static func changes(of zone: TimeZone) -> [[Int64]] {
        func offset(_ second: Int64) -> Int64 {
            Int64(zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(second))))
        }
        var changes: [[Int64]] = [[-100_000_000_000, offset(0)]]
        var last: Int64 = 0
        // A week is shorter than any two changes of a zone lie apart, with few exceptions; a day leaves none.
        for second in stride(from: Int64(86400), through: 4_102_444_800, by: 86400)
        where offset(second) != changes.last![1] {
            var (before, after) = (max(last, second - 86400), second)
            while after - before > 1 {
                let middle = (before + after) / 2
                if offset(middle) == changes.last![1] { before = middle } else { after = middle }
            }
            changes.append([after, offset(after)])
            last = after
        }
        return changes
    }
}
