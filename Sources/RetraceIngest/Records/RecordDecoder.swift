import CRecords
import RetraceCore

/// Turns text of another layout into JSON Lines, piece by piece.
protocol RecordMachine {
    /// Takes the next bytes and appends lines. Throws ``FrameError`` where the layout is not what it should be.
    mutating func feed(_ bytes: UnsafeRawBufferPointer, to lines: inout [UInt8]) throws
    /// Takes the end of the text.
    mutating func finish(_ lines: inout [UInt8]) throws
}

/// A file of tables or of one JSON array, as JSON Lines. What stands where is kept: a table's record ends on the line on
/// which it ended in the file, an array's element is on the line of its number.
final class RecordDecoder: FrameDecoder {
    private let source: any FrameDecoder
    private var machine: any RecordMachine
    private var input = [UInt8](repeating: 0, count: 1 << 16)
    private var lines: [UInt8] = []
    private var position = 0
    private var isAtStart = true
    private var isAtEnd = false
    /// Damage that has been met; told once everything before it has been handed out.
    private var failure: (any Error)?

    private init(_ source: any FrameDecoder, _ machine: any RecordMachine) {
        self.source = source
        self.machine = machine
    }

    /// `source` itself where its text is JSON Lines. Throws ``FrameError`` when memory is short.
    static func wrapping(_ source: any FrameDecoder, as format: LineFormat) throws -> any FrameDecoder {
        switch format {
        case .jsonLines: source
        case .avro: try BinaryDecoder(source, rt_avro_create())
        case .protobuf(let type): try BinaryDecoder(source, type.makeReader(), types: type.set)
        case .jsonArray: RecordDecoder(source, ArrayMachine())
        case .table(let delimiter): RecordDecoder(source, TableMachine(delimiter: delimiter))
        }
    }

    func decode(into output: UnsafeMutableRawBufferPointer, _ produced: inout Int) throws {
        while produced < output.count {
            if position == lines.count {
                if failure != nil || isAtEnd { break }
                position = 0
                lines.removeAll(keepingCapacity: true)
                read()
            }
            let count = min(lines.count - position, output.count - produced)
            lines.withUnsafeBytes {
                UnsafeMutableRawBufferPointer(rebasing: output[produced...]).copyMemory(
                    from: UnsafeRawBufferPointer(rebasing: $0[position..<position + count]))
            }
            position += count
            produced += count
        }
        if let failure, position == lines.count { throw failure }
    }

    /// The next piece of the source, through the machine.
    private func read() {
        var count = 0
        do {
            try input.withUnsafeMutableBytes { try source.decode(into: $0, &count) }
        } catch {
            failure = error
        }
        do {
            try input.withUnsafeBytes { try machine.feed(afterByteOrderMark($0, count), to: &lines) }
            if count == 0 && failure == nil {
                isAtEnd = true
                try machine.finish(&lines)
            }
        } catch {
            failure = error
        }
    }

    private func afterByteOrderMark(_ bytes: UnsafeRawBufferPointer, _ count: Int) -> UnsafeRawBufferPointer {
        let skipped = isAtStart && count >= 3 && bytes[0] == 0xEF && bytes[1] == 0xBB && bytes[2] == 0xBF ? 3 : 0
        isAtStart = false
        return UnsafeRawBufferPointer(rebasing: bytes[skipped..<count])
    }
}
