import RetraceCore

/// The text of a file before compression.
struct FileText {
    /// What the file holds.
    var bytes: [UInt8] = []
    /// The malformed lines and their numbers, from 1.
    var rejected: [(line: Int, content: LogLine.Malformed)] = []
    private var number = 0

    private static let mark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// Renders `lines` in order, with blank lines between some of them.
    init(_ lines: [LogLine], using random: inout SplitMix64) {
        if random.chance(15) { bytes += FileText.mark }
        let blankPercent = random.pick([0, 0, 10, 40])
        let returnPercent = random.pick([0, 0, 50, 100])
        let style = LineStyle(using: &random)
        for line in lines {
            // A byte order mark at the start of a file would be allowed, so the malformed line that has one comes later.
            let mustNotBeFirst = number == 0 && FileText.beginsWithMark(line)
            if mustNotBeFirst || random.chance(blankPercent) {
                append(FileText.blank(using: &random), returnPercent, &random)
            }
            if case .malformed(let content) = line { rejected.append((number + 1, content)) }
            append(LineRenderer.render(line, style, using: &random), returnPercent, &random)
        }
        if random.chance(blankPercent) { append(FileText.blank(using: &random), returnPercent, &random) }
        if random.chance(30) && bytes.last == 0x0A { bytes.removeLast() }
    }

    private mutating func append(_ line: [UInt8], _ returnPercent: Int, _ random: inout SplitMix64) {
        bytes += line + (random.chance(returnPercent) ? [0x0D, 0x0A] : [0x0A])
        number += 1
    }

    private static func beginsWithMark(_ line: LogLine) -> Bool {
        if case .malformed(let content) = line { content.bytes.starts(with: mark) } else { false }
    }

    private static func blank(using random: inout SplitMix64) -> [UInt8] {
        Array(random.pick(["", " ", "\t", "  \t ", "\r", " \r "]).utf8)
    }
}
