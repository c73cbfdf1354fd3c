import RetraceCore

/// Encodes the accounts of one batch with all that belongs to them. Columns are in the order of ``CaseSchema``.
struct RowEncoder: ~Copyable {
    private let batch: EvidenceBatch
    private let given: BatchEncoder.Numbers
    /// Numbers by text.
    private let texts: UnsafeBufferPointer<UInt32>
    private var row = RowBuffer()
    /// The spans or cells of an account in the order of their rows: the run's own order depends on threads.
    private var spans: [ExposureSpan] = []
    private var cells: [UInt64] = []

    init(batch: EvidenceBatch, given: BatchEncoder.Numbers, texts: UnsafeBufferPointer<UInt32>) {
        self.batch = batch
        self.given = given
        self.texts = texts
    }

    /// Adds the account at a position of the batch. `ids` are the bytes of the batch's texts.
    mutating func addAccount(_ position: Int, _ ids: UnsafeRawBufferPointer, to pages: BatchPages) {
        let account = batch.accounts[position]
        let number = given.firstAccount + position
        row.clear()
        // The rowid stands for the first column.
        row.addNull()
        row.addText(UnsafeRawBufferPointer(rebasing: ids[account.account]))
        if account.person.isEmpty {
            row.addNull()
        } else {
            row.addText(UnsafeRawBufferPointer(rebasing: ids[account.person]))
        }
        addText(account.country)
        addText(account.region)
        row.add(Int64(account.eventsOmitted))
        addInstants(position)
        pages.accounts.append(row, rowid: number)
        addEvents(account, Int64(number), to: pages)
        addSpans(account, Int64(number), to: pages)
        addCells(account, Int64(number), to: pages)
    }

    @inline(__always)
    private mutating func addText(_ text: TextID) {
        if text == absentText { row.addNull() } else { row.add(Int64(texts[Int(text)])) }
    }

    @inline(__always)
    private mutating func addSet(_ set: UInt32) {
        if let number = given.sets[Int(set)] { row.add(number) } else { row.addNull() }
    }

    private mutating func addInstants(_ position: Int) {
        let start = position * EvidenceBatch.instantsPerAccount
        for offset in 0..<EvidenceBatch.instantsPerAccount {
            let milliseconds = batch.instants[start + offset].milliseconds
            let never: Int64 = offset < EvidenceBatch.instantsPerAccount / 2 ? .max : .min
            if milliseconds == never { row.addNull() } else { row.add(milliseconds) }
        }
    }

    private mutating func addEvents(_ account: AccountEvidence, _ number: Int64, to pages: BatchPages) {
        for (position, event) in batch.events[account.events].enumerated() {
            row.clear()
            row.add(number)
            row.add(Int64(position))
            row.add(Int64(event.kind.rawValue))
            row.add(event.instant.milliseconds)
            row.add(Int64(event.file))
            row.add(Int64(event.line))
            addText(event.text)
            addHash(event.hash)
            row.add(Int64(event.type.rawValue))
            row.add(event.isRemoval ? 1 : 0)
            if let verdict = event.verdict { row.add(Int64(verdict.rawValue)) } else { row.addNull() }
            addSet(event.sourceSet)
            addText(event.country)
            row.add(Int64(event.decides.rawValue))
            pages.events.append(row)
        }
    }

    @inline(__always)
    private mutating func addHash(_ hash: IdentifierHash?) {
        guard let hash else { return row.addNull() }
        let bytes = (hash.word0.bigEndian, hash.word1.bigEndian, hash.word2.bigEndian, hash.word3.bigEndian)
        withUnsafeBytes(of: bytes) { row.addBytes($0) }
    }

    /// In order of time.
    private mutating func addSpans(_ account: AccountEvidence, _ number: Int64, to pages: BatchPages) {
        guard !account.spans.isEmpty else { return }
        spans.removeAll(keepingCapacity: true)
        spans += batch.spans[account.spans]
        if spans.count > 1 {
            let texts = texts
            spans.sort { left, right in
                left.start != right.start
                    ? left.start < right.start : texts[Int(left.audience)] < texts[Int(right.audience)]
            }
        }
        for (position, span) in spans.enumerated() {
            row.clear()
            row.add(number)
            row.add(Int64(position))
            addText(span.audience)
            addSet(span.lowerSet)
            addSet(span.upperSet)
            row.add(span.start.milliseconds)
            row.add(span.end.milliseconds)
            pages.spans.append(row)
        }
    }

    /// In the order of what they are: two bits of dimension, 32 of text, two of type and 20 of mask in a word.
    private mutating func addCells(_ account: AccountEvidence, _ number: Int64, to pages: BatchPages) {
        cells.removeAll(keepingCapacity: true)
        for cell in batch.cells[account.cells] {
            let text = cell.textID == absentText ? 0 : UInt64(texts[Int(cell.textID)])
            let type = cell.dimension == .source ? SourceCell(rawValue: cell.cell).type : .absent
            cells.append(
                UInt64(cell.dimension.rawValue) << 54 | text << 22 | UInt64(type.rawValue) << 20
                    | UInt64(cell.mask.rawValue))
        }
        cells.sort()
        for (position, cell) in cells.enumerated() {
            row.clear()
            row.add(number)
            row.add(Int64(position))
            row.add(Int64(cell >> 54))
            let text = cell >> 22 & 0xFFFF_FFFF
            if text == 0 { row.addNull() } else { row.add(Int64(text)) }
            row.add(Int64(cell >> 20 & 3))
            row.add(Int64(cell & 0xF_FFFF))
            pages.cells.append(row)
        }
    }
}
