import RetraceCore

extension ExchangeWriter {
    /// Bytes at which a block of records is full.
    private static let blockBytes = 256 << 10

    /// Writes the records of a partition as blocks of `part`, which is the partition itself unless said otherwise. With
    /// `keeping`, the store keeps them. `texts` numbers the texts of each block; it holds all of the run so far. Sets of
    /// sources are numbered from `setOffset` on.
    ///
    /// Memory is that of a block and of one spilled extent. Throws ``RetraceError`` of kind `inputOutput`.
    public func writeRecords(
        _ kind: ExchangeKind, of partition: Int, in store: PartitionStore, as part: Int? = nil, keeping: Bool,
        texts: inout TextDictionary, setOffset: Int = 0
    ) throws {
        precondition(kind.isRecords)
        let part = part ?? partition
        var block = RecordBlock(capacity: ExchangeWriter.blockBytes)
        try store.forEachPiece(of: partition, keeping: keeping) { contents in
            for chunk in contents.chunks {
                var record = UnsafeRawPointer(chunk.base)
                let end = record + chunk.count
                while record < end {
                    let head = Record.head(record)
                    let size = Record.size(record, head)
                    if block.bytes + size + texts.byteCount > ExchangeWriter.blockBytes {
                        try flush(&block, kind, part, &texts)
                    }
                    block.append(record, head, size, &texts, setOffset: UInt32(setOffset))
                    record += size
                }
            }
        }
        try flush(&block, kind, part, &texts)
    }

    private func flush(
        _ block: inout RecordBlock, _ kind: ExchangeKind, _ part: Int, _ texts: inout TextDictionary
    ) throws {
        defer { texts.clear() }
        guard block.count > 0 else { return }
        let payload = block.takePayload(texts)
        try payload.message.withUnsafeBytes { try write(kind, part: part, count: block.count, payload: $0) }
        block.clear(reusing: payload)
    }
}

/// Records on their way into a block, their texts numbered by its dictionary.
private struct RecordBlock {
    private(set) var count = 0
    private var records: [UInt8] = []
    private var message = MessageEncoder()

    init(capacity: Int) { records.reserveCapacity(capacity) }

    var bytes: Int { records.count }

    mutating func append(
        _ record: UnsafeRawPointer, _ head: UInt64, _ size: Int, _ texts: inout TextDictionary, setOffset: UInt32
    ) {
        let start = records.count
        records.append(contentsOf: UnsafeRawBufferPointer(start: record, count: size))
        records.withUnsafeMutableBytes { bytes in
            let place = bytes.baseAddress! + start
            RecordTexts.rename(place, head) { texts.number(of: $0) }
            if setOffset > 0 && Record.kind(head) == .exposure {
                ExposureRecords.shiftSets(place, head, by: setOffset)
            }
        }
        count += 1
    }

    /// The dictionary, then the records.
    mutating func takePayload(_ texts: TextDictionary) -> MessageEncoder {
        var payload = MessageEncoder()
        swap(&payload, &message)
        payload.clear()
        texts.write(to: &payload)
        payload.appendRaw(records)
        return payload
    }

    /// Begins the next block, in the memory of this one.
    mutating func clear(reusing payload: MessageEncoder) {
        message = payload
        records.removeAll(keepingCapacity: true)
        count = 0
    }
}
