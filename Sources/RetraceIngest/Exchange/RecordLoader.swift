import RetraceCore

/// Brings records of exchange blocks into a store of this process: texts get its numbers, records go to its partitions. One a
/// thread; not thread-safe.
public final class RecordLoader {
    private let texts: TextTable
    private let writer: PartitionWriter
    private let partitionBits: Int
    /// Bits of a key that the part has used up.
    private let partBits: Int?
    private var buffer: [UInt8] = []

    /// A loader into `store`. Its partitions are the parts of the run; with `partBits`, the store divides one part (of
    /// `2^partBits`) further, by the bits of the key that follow.
    public init(into store: PartitionStore, texts: TextTable, dividingPartOf partBits: Int? = nil) {
        self.texts = texts
        self.partBits = partBits
        partitionBits = store.partitionBits
        writer = store.makeWriter()
    }

    /// Takes in the records of a block. Throws ``RetraceError`` of kind `inputOutput` when they are not what their kind says
    /// or spilling fails.
    public func load(_ block: ExchangeBlock, from reader: ExchangeBlockReader) throws {
        let count: Int
        do {
            count = try take(block)
        } catch is MalformedMessage {
            throw reader.damage(block.offset, "a block does not hold what its kind says")
        }
        guard count == Int(block.head.count) else {
            throw reader.damage(block.offset, "a block holds more or fewer records than it says")
        }
        try writer.check()
    }

    /// Hands all records over to the store.
    public func finish() { writer.finish() }

    private func take(_ block: ExchangeBlock) throws -> Int {
        var decoder = MessageDecoder(block.payload)
        try decoder.readTexts { texts.intern($0) }
        let records = decoder.rest
        var count = 0
        var position = 0
        while position < records.count {
            let record = records.baseAddress! + position
            guard let size = RecordTexts.checkedSize(record, left: records.count - position) else {
                throw MalformedMessage()
            }
            try keep(record, size, part: Int(block.head.part), decoder)
            position += size
            count += 1
        }
        return count
    }

    private func keep(_ record: UnsafeRawPointer, _ size: Int, part: Int, _ decoder: MessageDecoder) throws {
        let head = Record.head(record)
        var isValid = true
        buffer.removeAll(keepingCapacity: true)
        buffer.append(contentsOf: UnsafeRawBufferPointer(start: record, count: size))
        buffer.withUnsafeMutableBytes { bytes in
            RecordTexts.rename(bytes.baseAddress!, head) { number in
                if let text = decoder.text(numbered: number) { return text }
                isValid = false
                return absentText
            }
            if Record.kind(head) == .exposure { ExposureRecords.sortSpans(bytes.baseAddress!, head) }
        }
        let partitions = try partitions(of: record, head, part: part)
        guard isValid else { throw MalformedMessage() }
        buffer.withUnsafeBytes { bytes in
            for partition in partitions {
                writer.reserve(size, in: partition).copyMemory(from: bytes.baseAddress!, byteCount: size)
            }
        }
    }

    /// Where a record belongs. What has no account of its own belongs to all partitions of its part.
    private func partitions(of record: UnsafeRawPointer, _ head: UInt64, part: Int) throws -> Range<Int> {
        let kind = Record.kind(head)
        let concernsAll = kind == .upload || (kind == .exposure && ExposureRecords.isSet(head))
        guard let partBits else {
            let partition = concernsAll ? part : Record.key(record).partition(bits: partitionBits)
            guard partition == part, part < 1 << partitionBits else { throw MalformedMessage() }
            return part..<part + 1
        }
        if concernsAll { return 0..<1 << partitionBits }
        let key = Record.key(record)
        guard key.partition(bits: partBits) == part else { throw MalformedMessage() }
        let partition = AccountKey(high: key.high << UInt64(partBits), low: 0).partition(bits: partitionBits)
        return partition..<partition + 1
    }
}
