import CSimdjson
import RetraceCore

/// Finds lines of a file again by their numbers, and says what they say now.
public enum LineFinder {
    /// What a line says.
    public struct Line: Equatable, Sendable {
        /// The account's id, exactly as the line has it.
        public var account: String
        /// The line's time stamp.
        public var instant: Instant
        /// The identifier; nil where the line has none.
        public var hash: IdentifierHash?
    }

    /// What was found in a file.
    public struct Outcome: Sendable {
        /// The valid lines among those asked for, by number.
        public var lines: [UInt64: Line] = [:]
        /// SHA-256 of the bytes as stored, in lower-case hex; nil where they can't be read.
        public var sha256: String?
        /// Why the file could not be read to its end, if so.
        public var damage: String?
    }

    private static let blockBytes = 256 << 10

    /// Reads all of a file for the lines with the given numbers, which begin at 1. Throws ``RetraceCore/RetraceError`` when
    /// memory is short; damage is told in the outcome.
    public static func find(_ numbers: Set<UInt64>, in file: LogFile, windowLog: Int) throws -> Outcome {
        var outcome = Outcome()
        let reader: LineBlockReader
        do {
            reader = try LineBlockReader(
                file, file: 0, blockSize: blockBytes, windowLog: windowLog, isHashing: true)
        } catch let damage as FrameError {
            outcome.damage = damage.reason
            return outcome
        }
        let parser = BlockParser()
        let buffer = reader.makeBuffer()
        var before: UInt64 = 0
        while let block = reader.next(into: buffer) {
            guard !block.isOverlongLine else {
                before += 1
                continue
            }
            let parsed = try parser.parse(block)
            collect(numbers, from: parsed, before: before, into: &outcome)
            before += UInt64(parsed.physical_lines)
        }
        outcome.damage = reader.damage?.reason
        outcome.sha256 = reader.finishHash()
        return outcome
    }

    private static func collect(
        _ numbers: Set<UInt64>, from parsed: rt_block, before: UInt64, into outcome: inout Outcome
    ) {
        guard let lines = parsed.lines else { return }
        for index in 0..<parsed.line_count {
            let number = before + UInt64(lines[index].line) + 1
            if numbers.contains(number) { outcome.lines[number] = line(lines[index]) }
        }
    }

    private static func line(_ parsed: rt_line) -> Line {
        let text = UnsafeBufferPointer(start: parsed.account_text.bytes, count: Int(parsed.account_text.length))
        let hash = withUnsafeBytes(of: parsed.hash) { IdentifierHash(bytes: $0.baseAddress!) }
        return Line(
            account: String(decoding: text, as: UTF8.self), instant: Instant(milliseconds: parsed.ts),
            hash: parsed.flags & RT_HAS_HASH.rawValue != 0 ? hash : nil)
    }
}
