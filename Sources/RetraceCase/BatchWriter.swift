import GRDB
import RetraceCore

/// Writes batches as rows. Used by one thread at a time, on the database's queue.
struct BatchWriter {
    private let insertText, insertAccount, insertEvent, insertSpan, insertSource, insertCell,
        insertAudience: CaseStatement
    /// The texts written so far.
    private var texts = TextNumbers()
    private var owners: [TextID: AudienceOwner] = [:]
    /// The texts that the last batch had.
    private var names: Texts?
    private var sourceSets = SetNumbers()
    private var cellSets = SetNumbers()
    private var nextAccount: Int64 = 1
    private var words: [UInt64] = []
    /// Numbers of the sets of the batch at work; -1 for those not needed yet, -2 for those whose texts were collected.
    private var batchSets: [Int64] = []

    init(_ database: Database) throws {
        func insert(into table: String, _ count: Int) throws -> CaseStatement {
            let marks = Array(repeating: "?", count: count).joined(separator: ", ")
            return try CaseStatement(database, "INSERT INTO \(table) VALUES (\(marks))")
        }
        insertText = try insert(into: "text", 2)
        insertAccount = try insert(into: "account", 7 + EvidenceBatch.instantsPerAccount)
        insertEvent = try insert(into: "event", 14)
        insertSpan = try insert(into: "span", 7)
        insertSource = try insert(into: "source", 4)
        insertCell = try insert(into: "cell", 6)
        insertAudience = try insert(into: "audience", 3)
    }

    /// Writes a batch.
    mutating func write(_ batch: EvidenceBatch, _ names: Texts) throws {
        self.names = names
        for owner in batch.owners { owners[owner.audience] = owner }
        batchSets = [Int64](repeating: -1, count: batch.sourceSets.count)
        try writeTexts(batch, names)
        try batch.texts.withUnsafeBytes { ids in
            for position in batch.accounts.indices {
                let account = batch.accounts[position]
                try writeAccount(account, position, batch, ids)
                try writeEvents(account, batch)
                try writeSpans(account, batch)
                nextAccount += 1
            }
        }
    }

    /// Writes the audiences that batches named, and whose they are.
    mutating func writeAudiences() throws {
        guard let names else { return }
        let audiences = texts.audiences
        for audience in audiences {
            texts.collect(owners[audience]?.product ?? absentText)
            texts.collect(owners[audience]?.advertiser ?? absentText)
        }
        try texts.write(names, insertText)
        for audience in audiences {
            insertAudience.bind(1, texts.number(audience))
            insertAudience.bind(2, texts.number(owners[audience]?.product ?? absentText))
            insertAudience.bind(3, texts.number(owners[audience]?.advertiser ?? absentText))
            try insertAudience.run()
        }
    }

    // MARK: Texts and sets

    private mutating func writeTexts(_ batch: EvidenceBatch, _ names: Texts) throws {
        texts.reserve(names.count)
        for account in batch.accounts {
            texts.collect(account.country)
            texts.collect(account.region)
        }
        for event in batch.events {
            if event.kind == .match || event.kind == .impression {
                texts.collectAudience(event.text)
            } else {
                texts.collect(event.text)
            }
            texts.collect(event.country)
            collectSet(event.sourceSet, batch)
        }
        for span in batch.spans {
            texts.collectAudience(span.audience)
            collectSet(span.lowerSet, batch)
            collectSet(span.upperSet, batch)
        }
        for cell in batch.cells { texts.collect(BatchWriter.text(of: cell)) }
        try texts.write(names, insertText)
    }

    private mutating func collectSet(_ position: UInt32, _ batch: EvidenceBatch) {
        guard batchSets[Int(position)] == -1 else { return }
        batchSets[Int(position)] = -2
        for cell in batch.sourceSets[Int(position)] { texts.collect(cell.purpose) }
    }

    private static func text(of cell: EvidenceCell) -> TextID {
        cell.dimension == .source ? SourceCell(rawValue: cell.cell).purpose : TextID(truncatingIfNeeded: cell.cell)
    }

    /// The number of a set of sources, written when it is new; nil for the empty set.
    private mutating func sourceSet(_ position: UInt32, _ batch: EvidenceBatch) throws -> Int64? {
        guard !batch.sourceSets[Int(position)].isEmpty else { return nil }
        if batchSets[Int(position)] >= 0 { return batchSets[Int(position)] }
        words.removeAll(keepingCapacity: true)
        for cell in batch.sourceSets[Int(position)] {
            words.append(UInt64(texts.number(cell.purpose) ?? 0) << 2 | UInt64(cell.type.rawValue))
        }
        words.sort()
        let (number, isNew) = sourceSets.number(words)
        batchSets[Int(position)] = number
        guard isNew else { return number }
        for (member, word) in words.enumerated() {
            insertSource.bind(1, number)
            insertSource.bind(2, Int64(member))
            insertSource.bind(3, word >> 2 == 0 ? nil : Int64(word >> 2))
            insertSource.bind(4, Int64(word & 3))
            try insertSource.run()
        }
        return number
    }

    /// Likewise of cells: two bits of dimension, 32 of text, two of type and 20 of mask in a word.
    private mutating func cellSet(_ range: Range<Int>, _ batch: EvidenceBatch) throws -> Int64? {
        guard !range.isEmpty else { return nil }
        words.removeAll(keepingCapacity: true)
        for cell in batch.cells[range] {
            let text = UInt64(texts.number(BatchWriter.text(of: cell)) ?? 0)
            let type = cell.dimension == .source ? SourceCell(rawValue: cell.cell).type : .absent
            words.append(
                UInt64(cell.dimension.rawValue) << 54 | text << 22 | UInt64(type.rawValue) << 20
                    | UInt64(cell.mask.rawValue))
        }
        words.sort()
        let (number, isNew) = cellSets.number(words)
        guard isNew else { return number }
        for (member, word) in words.enumerated() {
            let text = word >> 22 & 0xFFFF_FFFF
            insertCell.bind(1, number)
            insertCell.bind(2, Int64(member))
            insertCell.bind(3, Int64(word >> 54))
            insertCell.bind(4, text == 0 ? nil : Int64(text))
            insertCell.bind(5, Int64(word >> 20 & 3))
            insertCell.bind(6, Int64(word & 0xF_FFFF))
            try insertCell.run()
        }
        return number
    }

    // MARK: Rows

    private mutating func writeAccount(
        _ account: AccountEvidence, _ position: Int, _ batch: EvidenceBatch, _ ids: UnsafeRawBufferPointer
    ) throws {
        insertAccount.bind(1, nextAccount)
        insertAccount.bindText(2, UnsafeRawBufferPointer(rebasing: ids[account.account]))
        insertAccount.bindText(3, account.person.isEmpty ? nil : UnsafeRawBufferPointer(rebasing: ids[account.person]))
        insertAccount.bind(4, texts.number(account.country))
        insertAccount.bind(5, texts.number(account.region))
        insertAccount.bind(6, try cellSet(account.cells, batch))
        insertAccount.bind(7, Int64(account.eventsOmitted))
        let start = position * EvidenceBatch.instantsPerAccount
        for offset in 0..<EvidenceBatch.instantsPerAccount {
            let milliseconds = batch.instants[start + offset].milliseconds
            let never: Int64 = offset < EvidenceBatch.instantsPerAccount / 2 ? .max : .min
            insertAccount.bind(8 + Int32(offset), milliseconds == never ? nil : milliseconds)
        }
        try insertAccount.run()
    }

    private mutating func writeEvents(_ account: AccountEvidence, _ batch: EvidenceBatch) throws {
        for (number, position) in account.events.enumerated() {
            let event = batch.events[position]
            let set = try sourceSet(event.sourceSet, batch)
            insertEvent.bind(1, nextAccount)
            insertEvent.bind(2, Int64(number))
            insertEvent.bind(3, Int64(event.kind.rawValue))
            insertEvent.bind(4, event.instant.milliseconds)
            insertEvent.bind(5, Int64(event.file))
            insertEvent.bind(6, Int64(event.line))
            insertEvent.bind(7, texts.number(event.text))
            insertEvent.bind(9, Int64(event.type.rawValue))
            insertEvent.bind(10, event.isRemoval ? 1 : 0)
            insertEvent.bind(11, event.verdict.map { Int64($0.rawValue) })
            insertEvent.bind(12, set)
            insertEvent.bind(13, texts.number(event.country))
            insertEvent.bind(14, Int64(event.decides.rawValue))
            guard let hash = event.hash else {
                insertEvent.bind(8, nil)
                try insertEvent.run()
                continue
            }
            let bytes = (hash.word0.bigEndian, hash.word1.bigEndian, hash.word2.bigEndian, hash.word3.bigEndian)
            try withUnsafeBytes(of: bytes) {
                insertEvent.bindBytes(8, $0)
                try insertEvent.run()
            }
        }
    }

    private mutating func writeSpans(_ account: AccountEvidence, _ batch: EvidenceBatch) throws {
        for (number, position) in account.spans.enumerated() {
            let span = batch.spans[position]
            insertSpan.bind(1, nextAccount)
            insertSpan.bind(2, Int64(number))
            insertSpan.bind(3, texts.number(span.audience))
            insertSpan.bind(4, try sourceSet(span.lowerSet, batch))
            insertSpan.bind(5, try sourceSet(span.upperSet, batch))
            insertSpan.bind(6, span.start.milliseconds)
            insertSpan.bind(7, span.end.milliseconds)
            try insertSpan.run()
        }
    }
}
