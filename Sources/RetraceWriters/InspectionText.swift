import RetraceStatistics

/// Writes an inspection for people: a paragraph for each stream, with its days as a strip.
public enum InspectionText {
    private static let indent = "  "
    /// Characters of a strip, at most.
    private static let stripWidth = Prose.width - indent.count
    private static let heights = Array("▁▂▃▄▅▆▇█")

    /// The text, with a final line feed.
    public static func text(_ inspection: LogInspection) -> String {
        var lines: [String] = []
        for stream in inspection.streams { lines += paragraph(stream) + [""] }
        for file in inspection.incomplete {
            lines += Prose.wrapped(
                Prose.visible("\(file.file) \(file.reason)."), first: "Incomplete: ", rest: indent)
        }
        for warning in inspection.warnings {
            lines += Prose.wrapped(Prose.visible(warning), first: "Warning: ", rest: indent)
        }
        if inspection.incomplete.isEmpty && inspection.warnings.isEmpty {
            lines.append("Nothing seems to be lacking.")
        }
        return lines.map { $0 + "\n" }.joined()
    }

    private static func paragraph(_ stream: StreamInspection) -> [String] {
        let sizes = "\(stream.bytes) bytes (\(stream.bytesCompressed) as stored)"
        var lines = Prose.wrapped(
            "\(stream.files) \(stream.files == 1 ? "file" : "files"), \(stream.lines) lines, \(stream.rejected) rejected, \(sizes)",
            first: "\(stream.stream): ", rest: indent)
        guard let first = stream.firstTimestamp, let last = stream.lastTimestamp else { return lines }
        lines.append("\(indent)\(first) to \(last)")
        let perCharacter = max(1, (stream.days.count + stripWidth - 1) / stripWidth)
        lines.append(indent + strip(stream.days.map(\.lines), perCharacter))
        if stream.days.contains(where: { $0.filesLacking > 0 }) {
            lines.append(indent + marks(stream.days.map(\.filesLacking), perCharacter))
        }
        lines.append(
            indent
                + (perCharacter == 1
                    ? "a day a character; ·: no line; ^: a file is lacking"
                    : "\(perCharacter) days a character; ·: a day without a line; ^: a file is lacking"))
        return lines
    }

    /// A mark under each `size` days of which a file is lacking.
    static func marks(_ days: [Int], _ size: Int) -> String {
        let groups = stride(from: 0, to: days.count, by: size).map { days[$0..<min($0 + size, days.count)] }
        let text = String(groups.map { $0.contains { $0 > 0 } ? "^" : " " })
        return String(text[...(text.lastIndex(of: "^") ?? text.startIndex)])
    }

    /// A character for each `size` days: the higher, the more lines.
    static func strip(_ days: [UInt64], _ size: Int) -> String {
        let groups = stride(from: 0, to: days.count, by: size).map { start in
            days[start..<min(start + size, days.count)]
        }
        let sums = groups.map { $0.reduce(0, +) }
        let highest = Double(sums.max() ?? 0)
        return String(
            zip(groups, sums).map { group, sum in
                guard !group.contains(0) else { return "·" }
                return heights[min(heights.count - 1, Int(Double(sum) / highest * Double(heights.count)))]
            })
    }
}
