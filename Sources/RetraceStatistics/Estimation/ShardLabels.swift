/// A property of log files by which they may have been lost together.
public enum ShardLabel: String, CaseIterable, Codable, Sendable {
    /// The day of the partition.
    case day
    /// The hour of the day.
    case hour
    /// The machine that wrote the file.
    case host
    /// The part number.
    case part

    /// The word for it in sentences.
    public var name: String { self == .part ? "part number" : rawValue }
}

/// What the path of a log file says of when and where it was written.
///
/// Read are Hive-style segments: `dt=`, `date=` or `day=`, else a segment that is a date; `hour=` or `hr=`; `host=`, `node=`, `server=` or
/// `shard=`; and the digits of a file name `part-00003….` or of its last number. Absent ones are empty.
public struct ShardLabels: Equatable, Sendable {
    /// Day as written, such as `2019-09-17`.
    public let day: String
    /// Hour as written, such as `05`.
    public let hour: String
    /// Machine as written.
    public let host: String
    /// Part number as written.
    public let part: String

    /// The labels of a path with `/` between segments. Linear in its length.
    public init(path: String) {
        var found: [ShardLabel: String] = [:]
        let segments = path.split(separator: "/")
        for segment in segments {
            guard let equals = segment.firstIndex(of: "=") else {
                if Self.isDate(segment), found[.day] == nil { found[.day] = String(segment) }
                continue
            }
            guard let label = Self.keys[String(segment[..<equals])], found[label] == nil else { continue }
            found[label] = String(segment[segment.index(after: equals)...])
        }
        day = found[.day] ?? ""
        hour = found[.hour] ?? ""
        host = found[.host] ?? ""
        part = Self.partNumber(segments.last ?? "")
    }

    /// The label's value; empty when the path does not name it.
    public subscript(label: ShardLabel) -> String {
        switch label {
        case .day: day
        case .hour: hour
        case .host: host
        case .part: part
        }
    }

    private static let keys: [String: ShardLabel] = [
        "dt": .day, "date": .day, "day": .day, "hour": .hour, "hr": .hour,
        "host": .host, "node": .host, "server": .host, "shard": .host,
    ]

    private static func isDate(_ segment: Substring) -> Bool {
        let bytes = Array(segment.utf8)
        guard bytes.count == 10, bytes[4] == 0x2D, bytes[7] == 0x2D else { return false }
        return bytes.enumerated().allSatisfy { $0.offset == 4 || $0.offset == 7 || (0x30...0x39).contains($0.element) }
    }

    /// The last run of digits before the first dot of a file name.
    private static func partNumber(_ name: Substring) -> String {
        let stem = name.prefix { $0 != "." }
        guard let end = stem.lastIndex(where: \.isNumber) else { return "" }
        let digits = stem[...end].reversed().prefix { $0.isNumber }
        return String(digits.reversed())
    }
}
