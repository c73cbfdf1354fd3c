import RetraceCore

/// Parses blocks and keeps nothing of them but the number of lines. One a thread; not thread-safe.
public final class LineCounter {
    private let parser = BlockParser()

    /// A counter that has counted nothing.
    public init() {}

    /// The lines of a block, rejected ones included and lines of white space not, after parsing all of it. Throws
    /// ``RetraceCore/RetraceError`` when memory is short.
    public func count(_ block: LineBlock) throws -> Int {
        guard !block.isOverlongLine else { return 1 }
        let parsed = try parser.parse(block)
        return parsed.line_count + parsed.reject_count
    }
}
