import CSimdjson
import RetraceCore

/// What the first blocks of a file hold, field by field. Used by one thread at a time.
public struct FileSample: Sendable {
    /// The stream that the file belongs to.
    public let stream: LogStream
    /// Lines that were accepted.
    public private(set) var accepted: UInt64 = 0
    /// Rejected lines by ``RetraceCore/Rejection/Reason``.
    public private(set) var rejected = [UInt64](repeating: 0, count: Rejection.Reason.allCases.count)
    /// In the order of the model's table.
    public private(set) var fields: [FieldTally]
    /// Lines that add an identifier, by purpose.
    public private(set) var purposes: [TextKey: UInt64] = [:]
    /// Time stamps of accepted lines.
    public private(set) var instants = InstantRange()
    /// Hashes of the accounts and of the identifiers of accepted lines, a limited number of them.
    public private(set) var keys = JoinKeys()
    /// Why the file could not be read as far as was asked, if that is so.
    public private(set) var damage: FrameError?
    /// What became of the fields of its mapping.
    public private(set) var mappings: [MappingTally] = []

    /// A sample without lines.
    public init(of stream: LogStream) {
        self.stream = stream
        fields = LineParser.fieldNames(of: stream).map(FieldTally.init)
    }

    /// Reads up to `blocks` blocks of `blockSize` bytes of a file, whose `number` it is in the ledger. Throws
    /// ``RetraceCore/RetraceError`` when memory is short; damage does not throw.
    public init(of file: LogFile, number: Int, blocks: Int, blockSize: Int, windowLog: Int, ledger: FileLedger) throws {
        self.init(of: file.stream)
        let reader: LineBlockReader
        do {
            reader = try LineBlockReader(file, file: number, blockSize: blockSize, windowLog: windowLog)
        } catch let damage as FrameError {
            self.damage = damage
            return
        }
        let parser = BlockParser()
        let buffer = reader.makeBuffer()
        keys.isWhole = false
        for _ in 0..<blocks {
            guard let block = reader.next(into: buffer) else {
                keys.isWhole = true
                break
            }
            if let reason = FileSample.unsaidFormat(of: block) {
                damage = FrameError(reason)
                return
            }
            try add(block, by: parser, ledger)
        }
        damage = reader.damage
        mappings = parser.tallies()
    }

    /// What to say of a file that is not text though it was taken as such.
    private static func unsaidFormat(of block: LineBlock) -> String? {
        let start = UnsafeRawBufferPointer(start: block.buffer.base, count: block.count).prefix(4)
        guard block.sequence == 0, start.elementsEqual(LineFormat.avroMagic) else { return nil }
        return "is an Avro file: a mapping has to say 'format: avro'"
    }

    private mutating func add(_ block: LineBlock, by parser: BlockParser, _ ledger: FileLedger) throws {
        guard !block.isOverlongLine else {
            rejected[Int(Rejection.Reason.tooLong.rawValue)] += 1
            return ledger.addOverlongLine(block)
        }
        let parsed = try parser.parse(block)
        for line in UnsafeBufferPointer(start: parsed.lines, count: parsed.line_count) { add(line, parsed.list) }
        for reject in UnsafeBufferPointer(start: parsed.rejects, count: parsed.reject_count) { add(reject) }
        ledger.add(block, parsed)
    }

    private mutating func add(_ line: rt_line, _ list: UnsafePointer<rt_text>?) {
        accepted += 1
        if line.flags & RT_HAS_TS.rawValue != 0 { instants.add(Instant(milliseconds: line.ts)) }
        keys.add(line)
        for index in fields.indices {
            let isShown = fields[index].examples.count < FieldTally.examplesKept
            fields[index].add(
                FieldValue(fields[index].name, of: line, stream: stream, list: list, isShown: isShown))
        }
        guard stream == .identifiers, line.flags & RT_REMOVE.rawValue == 0, let bytes = line.text.0.bytes else {
            return
        }
        let text = UnsafeBufferPointer(start: bytes, count: Int(line.text.0.length))
        purposes[TextKey(text: String(decoding: text, as: UTF8.self)), default: 0] += 1
    }

    private mutating func add(_ reject: rt_reject) {
        rejected[Int(reject.reason)] += 1
        guard fields.indices.contains(Int(reject.field)) else { return }
        fields[Int(reject.field)].add(Rejection.Reason(rawValue: reject.reason) ?? .invalidJSON)
    }

    /// Adds the sample of another file of the stream.
    public mutating func merge(_ other: FileSample) {
        accepted += other.accepted
        for reason in rejected.indices { rejected[reason] += other.rejected[reason] }
        for index in fields.indices { fields[index].merge(other.fields[index]) }
        instants.merge(other.instants)
        keys.merge(other.keys)
        purposes.merge(other.purposes, uniquingKeysWith: +)
        mappings += other.mappings
    }
}
