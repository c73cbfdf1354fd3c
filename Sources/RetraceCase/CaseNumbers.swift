import RetraceCore

/// Gives accounts, texts and sets of sources their numbers, batch by batch in the order of partitions, so that they don't
/// depend on threads: texts that are new in a batch are numbered in the order of their bytes. Keeps four bytes for each
/// text of the run, whose own table takes far more. Not thread-safe.
struct CaseNumbers {
    private var nextAccount = 1
    private var nextText: UInt32 = 1
    /// By text: its number, or 0.
    private var numbers: [UInt32] = []
    private var isAudience: [Bool] = []
    private var owners: [TextID: AudienceOwner] = [:]
    private var sourceSets = SetNumbers()
    /// The texts of the latest batch.
    private var texts: Texts?

    /// Numbers what a batch needs; new texts and sets become rows.
    mutating func number(
        _ batch: EvidenceBatch, _ needs: BatchEncoder.Needs, _ texts: Texts, for encoder: BatchEncoder,
        into pages: BatchPages
    ) -> BatchEncoder.Numbers {
        meet(texts)
        number(needs.texts, texts, pages.texts)
        encoder.learn(needs.texts) { numbers[Int($0)] }
        for audience in needs.audiences { isAudience[Int(audience)] = true }
        for owner in batch.owners where owners[owner.audience] == nil { owners[owner.audience] = owner }
        defer { nextAccount += batch.accounts.count }
        return BatchEncoder.Numbers(
            firstAccount: nextAccount, sets: numberSets(batch.sourceSets, isNeeded: needs.sets, pages.sources))
    }

    /// Learns the texts of the run, of a batch that is not numbered.
    mutating func meet(_ texts: Texts) { self.texts = texts }

    /// Numbers the sets that are needed in the order of what they hold: their positions depend on threads.
    private mutating func numberSets(_ sets: [[SourceCell]], isNeeded: [Bool], _ pages: LeafPages) -> [Int64?] {
        let words = sets.indices.map { isNeeded[$0] ? self.words(of: sets[$0]) : [] }
        var numbers = [Int64?](repeating: nil, count: sets.count)
        let order = sets.indices.filter { !words[$0].isEmpty }
        for position in order.sorted(by: { words[$0].lexicographicallyPrecedes(words[$1]) }) {
            numbers[position] = number(ofSet: words[position], pages)
        }
        return numbers
    }

    /// A word for each source, sorted; an absent purpose is 0.
    private func words(of set: [SourceCell]) -> [UInt64] {
        set.map { cell in
            let purpose = cell.purpose == absentText ? 0 : UInt64(numbers[Int(cell.purpose)])
            return purpose << 2 | UInt64(cell.type.rawValue)
        }.sorted()
    }

    private mutating func number(_ wanted: [TextID], _ texts: Texts, _ pages: LeafPages) {
        if texts.count > numbers.count {
            numbers += [UInt32](repeating: 0, count: texts.count - numbers.count)
            isAudience += [Bool](repeating: false, count: texts.count - isAudience.count)
        }
        var row = RowBuffer()
        for text in wanted.filter({ numbers[Int($0)] == 0 }).sorted(by: { texts.precedes($0, $1) }) {
            numbers[Int(text)] = nextText
            row.clear()
            row.addNull()
            row.addText(texts.bytes(text))
            pages.append(row, rowid: Int(nextText))
            nextText += 1
        }
    }

    /// The number of a set of sources, written when it is new.
    private mutating func number(ofSet words: [UInt64], _ pages: LeafPages) -> Int64 {
        let (number, isNew) = sourceSets.number(words)
        guard isNew else { return number }
        var row = RowBuffer()
        for (member, word) in words.enumerated() {
            row.clear()
            row.add(number)
            row.add(Int64(member))
            if word >> 2 == 0 { row.addNull() } else { row.add(Int64(word >> 2)) }
            row.add(Int64(word & 3))
            pages.append(row)
        }
        return number
    }

    /// Rows of the audiences that batches named, and whose they are.
    mutating func addAudiences(to pages: BatchPages) {
        guard let texts else { return }
        let audiences = isAudience.indices.filter { isAudience[$0] }.map { TextID($0) }
            .sorted { numbers[Int($0)] < numbers[Int($1)] }
        let wanted = Set(audiences.flatMap { [product(of: $0), advertiser(of: $0)] })
        number(wanted.filter { $0 != absentText }, texts, pages.texts)
        var row = RowBuffer()
        for audience in audiences {
            row.clear()
            row.addNull()
            for text in [product(of: audience), advertiser(of: audience)] {
                if text == absentText { row.addNull() } else { row.add(Int64(numbers[Int(text)])) }
            }
            pages.audiences.append(row, rowid: Int(numbers[Int(audience)]))
        }
    }

    // MARK: Messages

    private static let textsPerMessage = 1 << 20

    /// Writes all but the texts themselves, for ``init(from:texts:)``.
    func encode() -> [[UInt8]] {
        var encoder = MessageEncoder()
        encoder.number(UInt64(nextAccount))
        encoder.number(UInt64(nextText))
        encoder.number(UInt64(numbers.count))
        encoder.number(UInt64(owners.count))
        for owner in owners.values {
            for text in [owner.audience, owner.product, owner.advertiser] { encoder.number(UInt64(text)) }
        }
        sourceSets.encode(into: &encoder)
        var messages = [encoder.message]
        for start in stride(from: 0, to: numbers.count, by: CaseNumbers.textsPerMessage) {
            encoder.clear()
            for text in start..<min(start + CaseNumbers.textsPerMessage, numbers.count) {
                encoder.number(UInt64(numbers[text]) << 1 | (isAudience[text] ? 1 : 0))
            }
            messages.append(encoder.message)
        }
        return messages
    }

    /// What ``encode()`` wrote, in a run of so many texts. Throws ``RetraceCore/MalformedMessage``.
    init(from messages: ArraySlice<[UInt8]>, texts: Int) throws {
        guard let head = messages.first else { throw MalformedMessage() }
        let count = try head.withUnsafeBytes { try readHead(MessageDecoder($0), texts: texts) }
        for message in messages.dropFirst() {
            try message.withUnsafeBytes { bytes in
                var decoder = MessageDecoder(bytes)
                while !decoder.isAtEnd {
                    let word = try decoder.number()
                    guard let number = UInt32(exactly: word >> 1) else { throw MalformedMessage() }
                    numbers.append(number)
                    isAudience.append(word & 1 != 0)
                }
            }
        }
        guard numbers.count == count, count <= texts else { throw MalformedMessage() }
    }

    private mutating func readHead(_ message: MessageDecoder, texts: Int) throws -> Int {
        var decoder = message
        nextAccount = try decoder.integer()
        nextText = try decoder.integer()
        let count = try decoder.integer(Int.self)
        for _ in 0..<(try decoder.count(bytesEach: 3)) {
            var parts: [TextID] = []
            for _ in 0..<3 {
                let text = try decoder.integer(TextID.self)
                guard text == absentText || Int(text) < texts else { throw MalformedMessage() }
                parts.append(text)
            }
            owners[parts[0]] = AudienceOwner(audience: parts[0], product: parts[1], advertiser: parts[2])
        }
        sourceSets = try SetNumbers(from: &decoder)
        try decoder.finish()
        return count
    }

    /// Numbers of a case that has nothing yet.
    init() {}

    private func product(of audience: TextID) -> TextID { owners[audience]?.product ?? absentText }

    private func advertiser(of audience: TextID) -> TextID { owners[audience]?.advertiser ?? absentText }
}
