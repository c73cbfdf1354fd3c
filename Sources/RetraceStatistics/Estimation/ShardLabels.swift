import RetraceCore

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
/// Read are Hive-style segments: `dt=`, `date=` or `day=`, else the first date `2019-09-17` in any segment; `hour=` or `hr=`;
/// `host=`, `node=`, `server=` or `shard=`; and the digits of a file name `part-00003….`, else its last number before the
/// first dot, dates aside. Absent ones are empty.
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
                if found[.day] == nil { found[.day] = Self.date(in: segment) }
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

    /// ``day`` as days since 1970-01-01; nil where it is no date such as `2019-09-17` or `20190917`.
    public var dayNumber: Int32? {
        let digits = day.utf8.filter { $0 != 0x2D }
        guard digits.count == 8, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        let number = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        return CivilDate(year: number / 10_000, month: number / 100 % 100, day: number % 100)?.dayNumber
    }

    private static let keys: [String: ShardLabel] = [
        "dt": .day, "date": .day, "day": .day, "hour": .hour, "hr": .hour,
        "host": .host, "node": .host, "server": .host, "shard": .host,
    ]

    /// The first `2019-09-17` with nothing of a number before or after it.
    private static func date(in segment: Substring) -> String? {
        let bytes = Array(segment.utf8)
        func isDigit(_ position: Int) -> Bool {
            bytes.indices.contains(position) && (0x30...0x39).contains(bytes[position])
        }
        for start in bytes.indices.dropLast(9) where !isDigit(start - 1) && !isDigit(start + 10) {
            let isDate = (0..<10).allSatisfy { $0 == 4 || $0 == 7 ? bytes[start + $0] == 0x2D : isDigit(start + $0) }
            if isDate { return String(decoding: bytes[start..<start + 10], as: UTF8.self) }
        }
        return nil
    }

    /// What follows `part-`, else the last run of digits before the first dot of a file name, once its date is taken out.
    private static func partNumber(_ name: Substring) -> String {
        if name.hasPrefix("part-") || name.hasPrefix("part_") {
            let digits = name.dropFirst(5).prefix { $0.isASCII && $0.isNumber }
            if !digits.isEmpty { return String(digits) }
        }
        var stem = String(name.prefix { $0 != "." })
        if let date = date(in: stem[...]) { stem = stem.split(separator: date).joined(separator: "-") }
        guard let end = stem.lastIndex(where: \.isNumber) else { return "" }
        let digits = stem[...end].reversed().prefix { $0.isNumber }
        return String(digits.reversed())
    }
}
