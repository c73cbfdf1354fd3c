import CRecords
import RetraceCore

/// A file of binary records, as JSON Lines: a record is on the line of its number.
final class BinaryDecoder: FrameDecoder {
    private let source: any FrameDecoder
    private let records: OpaquePointer
    /// What `records` looks things up in.
    private let types: DescriptorSet?
    private var input = [UInt8](repeating: 0, count: 1 << 16)
    /// What has been read and not been handed out; it belongs to `records`.
    private var lines = UnsafeRawBufferPointer(start: nil, count: 0)
    private var isAtEnd = false
    /// Damage of the source; there may be whole records before it.
    private var sourceFailure: (any Error)?
    /// Damage that has been met; told once everything before it has been handed out.
    private var failure: (any Error)?

    /// Reads the records of `source` by a reader that is owned from now on, and that may need `types`. Throws ``FrameError``
    /// when there is none, as memory is short.
    init(_ source: any FrameDecoder, _ records: OpaquePointer?, types: DescriptorSet? = nil) throws {
        guard let records else { throw FrameError("cannot be read: out of memory") }
        self.source = source
        self.records = records
        self.types = types
    }

    deinit { rt_records_destroy(records) }

    func decode(into output: UnsafeMutableRawBufferPointer, _ produced: inout Int) throws {
        while produced < output.count {
            if lines.isEmpty {
                if failure != nil || isAtEnd { break }
                next()
                continue
            }
            let count = min(lines.count, output.count - produced)
            UnsafeMutableRawBufferPointer(rebasing: output[produced...]).copyMemory(
                from: UnsafeRawBufferPointer(rebasing: lines[..<count]))
            lines = UnsafeRawBufferPointer(rebasing: lines[count...])
            produced += count
        }
        if let failure, lines.isEmpty { throw failure }
    }

    /// The next lines, or the next bytes for them.
    private func next() {
        var found = rt_record_lines()
        switch rt_records_next(records, &found) {
        case RT_RECORDS_LINES: lines = UnsafeRawBufferPointer(start: found.data, count: found.length)
        case RT_RECORDS_NEED_BYTES: feed()
        default: failure = damage()
        }
    }

    private func feed() {
        var count = 0
        do {
            if let sourceFailure { throw sourceFailure }
            try input.withUnsafeMutableBytes { try source.decode(into: $0, &count) }
        } catch {
            // Whole records before the damage still count.
            sourceFailure = error
        }
        if count > 0 { return feed(count) }
        if let sourceFailure { return failure = sourceFailure }
        isAtEnd = rt_records_finish(records)
        if !isAtEnd { failure = damage() }
    }

    private func feed(_ count: Int) {
        if !rt_records_feed(records, input, count) { failure = FrameError("cannot be read: out of memory") }
    }

    private func damage() -> FrameError { FrameError(String(cString: rt_records_damage(records))) }
}
