import CSimdjson
import RetraceCore

/// Parses the blocks of one file after the other and keeps of each only what a ``LineCensus`` holds. Not thread-safe.
public final class LineSurvey {
    private let parser = BlockParser()
    private let hours: HourCounts
    private var found = LineCensus()

    /// A survey that has seen nothing. Throws ``RetraceCore/RetraceError`` of kind `temporary` when memory is short.
    public init() throws { hours = try HourCounts() }

    /// What was found of the file, which is forgotten.
    public func finish() -> LineCensus {
        defer {
            hours.clear()
            found = LineCensus()
        }
        var census = found
        census.hours = hours.byHour
        return census
    }

    /// Adds the lines of a block. Linear in its bytes. Throws ``RetraceCore/RetraceError`` when memory is short.
    public func add(_ block: LineBlock) throws {
        guard !block.isOverlongLine else {
            found.rejected += 1
            return
        }
        let parsed = try parser.parse(block)
        found.valid += UInt64(parsed.line_count)
        found.rejected += UInt64(parsed.reject_count)
        let lines = UnsafeBufferPointer(start: parsed.lines, count: parsed.line_count)
        hours.add(lines)
        for line in lines where line.flags & RT_HAS_TS.rawValue != 0 {
            found.instants.add(Instant(milliseconds: line.ts))
        }
    }
}
