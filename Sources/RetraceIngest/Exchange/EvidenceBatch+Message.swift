import RetraceCore

extension EvidenceBatch {
    /// Writes all of it but the partition's number. Positions of sets, the empty one aside, are shifted by `setOffset`; the
    /// sets themselves stay as they are.
    public func encode(into encoder: inout MessageEncoder, texts: inout TextDictionary, setOffset: Int = 0) {
        encoder.number(UInt64(accounts.count))
        for account in accounts { account.encode(into: &encoder, texts: &texts) }
        for instant in instants { encoder.instant(instant) }
        encoder.number(UInt64(events.count))
        for event in events { event.encode(into: &encoder, texts: &texts, setOffset: setOffset) }
        encoder.number(UInt64(cells.count))
        for cell in cells { cell.encode(into: &encoder, texts: &texts) }
        encoder.number(UInt64(spans.count))
        for span in spans { span.encode(into: &encoder, texts: &texts) }
        encoder.number(UInt64(sourceSets.count))
        for set in sourceSets {
            encoder.number(UInt64(set.count))
            for cell in set { encoder.number(cell.renamed { texts.number(of: $0) }.rawValue) }
        }
        encoder.number(UInt64(owners.count))
        for owner in owners {
            for text in [owner.audience, owner.product, owner.advertiser] {
                encoder.number(UInt64(texts.number(of: text)))
            }
        }
        encoder.bytes(self.texts)
    }

    /// Reads what ``encode(into:texts:setOffset:)`` writes. Throws ``RetraceCore/MalformedMessage``.
    public init(from decoder: inout MessageDecoder, partition: Int) throws {
        self.init(partition: partition)
        for _ in 0..<(try decoder.count(bytesEach: 8)) { accounts.append(try AccountEvidence(from: &decoder)) }
        for _ in 0..<(accounts.count * EvidenceBatch.instantsPerAccount) { instants.append(try decoder.instant()) }
        for _ in 0..<(try decoder.count(bytesEach: 20)) { events.append(try EvidenceEvent(from: &decoder)) }
        for _ in 0..<(try decoder.count(bytesEach: 3)) { cells.append(try EvidenceCell(from: &decoder)) }
        for _ in 0..<(try decoder.count(bytesEach: 19)) { spans.append(try ExposureSpan(from: &decoder)) }
        sourceSets = try (0..<decoder.count(bytesEach: 1)).map { _ in
            try (0..<decoder.count(bytesEach: 1)).map { _ in try SourceCell(from: &decoder) }
        }
        for _ in 0..<(try decoder.count(bytesEach: 3)) {
            owners.append(
                AudienceOwner(audience: try decoder.text(), product: try decoder.text(), advertiser: try decoder.text())
            )
        }
        texts = Array(try decoder.bytes())
        try check()
    }

    /// Throws where a range or a position leads out of the batch.
    private func check() throws {
        for account in accounts {
            guard account.account.upperBound <= texts.count, account.person.upperBound <= texts.count,
                account.events.upperBound <= events.count, account.cells.upperBound <= cells.count,
                account.spans.upperBound <= spans.count
            else { throw MalformedMessage() }
        }
    }
}

extension AccountEvidence {
    fileprivate func encode(into encoder: inout MessageEncoder, texts: inout TextDictionary) {
        encoder.number(UInt64(mask.rawValue))
        for range in [account, person, events, cells, spans] {
            encoder.number(UInt64(range.lowerBound))
            encoder.number(UInt64(range.count))
        }
        encoder.number(UInt64(texts.number(of: country)))
        encoder.number(UInt64(texts.number(of: region)))
        encoder.number(UInt64(eventsOmitted))
    }

    fileprivate init(from decoder: inout MessageDecoder) throws {
        func range() throws -> Range<Int> {
            let (start, count) = (try decoder.integer(Int.self), try decoder.integer(Int.self))
            let (end, isOver) = start.addingReportingOverflow(count)
            guard start >= 0, count >= 0, !isOver else { throw MalformedMessage() }
            return start..<end
        }
        self.init(mask: CountMask(rawValue: try decoder.integer()), account: try range())
        person = try range()
        events = try range()
        cells = try range()
        spans = try range()
        country = try decoder.text()
        region = try decoder.text()
        eventsOmitted = try decoder.integer()
    }
}

extension EvidenceEvent {
    fileprivate func encode(into encoder: inout MessageEncoder, texts: inout TextDictionary, setOffset: Int) {
        encoder.number(UInt64(kind.rawValue))
        encoder.instant(instant)
        encoder.number(UInt64(file))
        encoder.number(line)
        encoder.number(UInt64(texts.number(of: text)))
        encoder.number(hash == nil ? 0 : 1)
        if let hash { for word in [hash.word0, hash.word1, hash.word2, hash.word3] { encoder.word(word) } }
        encoder.number(UInt64(type.rawValue))
        encoder.number(isRemoval ? 1 : 0)
        encoder.number(verdict.map { UInt64($0.rawValue) + 1 } ?? 0)
        encoder.number(sourceSet == 0 ? 0 : UInt64(sourceSet) + UInt64(setOffset))
        encoder.number(UInt64(texts.number(of: country)))
        encoder.number(UInt64(decides.rawValue))
    }

    fileprivate init(from decoder: inout MessageDecoder) throws {
        guard let kind = Kind(rawValue: try decoder.integer()) else { throw MalformedMessage() }
        self.init(
            kind: kind, instant: try decoder.instant(), file: try decoder.integer(), line: try decoder.number(),
            text: try decoder.text())
        if try decoder.number() != 0 {
            var hash = IdentifierHash()
            hash.word0 = try decoder.word()
            hash.word1 = try decoder.word()
            hash.word2 = try decoder.word()
            hash.word3 = try decoder.word()
            self.hash = hash
        }
        guard let type = IdentifierType(rawValue: try decoder.integer()) else { throw MalformedMessage() }
        self.type = type
        isRemoval = try decoder.number() != 0
        let verdict = try decoder.number()
        if verdict != 0 {
            guard let raw = UInt8(exactly: verdict - 1), let value = Verdict(rawValue: raw) else {
                throw MalformedMessage()
            }
            self.verdict = value
        }
        sourceSet = try decoder.integer()
        country = try decoder.text()
        decides = CountMask(rawValue: try decoder.integer())
    }
}

extension EvidenceCell {
    fileprivate func encode(into encoder: inout MessageEncoder, texts: inout TextDictionary) {
        encoder.number(UInt64(dimension.rawValue))
        switch dimension {
        case .source: encoder.number(SourceCell(rawValue: cell).renamed { texts.number(of: $0) }.rawValue)
        case .product, .advertiser, .country:
            encoder.number(UInt64(texts.number(of: TextID(truncatingIfNeeded: cell))))
        }
        encoder.number(UInt64(mask.rawValue))
    }

    fileprivate init(from decoder: inout MessageDecoder) throws {
        guard let dimension = Dimension(rawValue: try decoder.integer()) else { throw MalformedMessage() }
        let cell = dimension == .source ? try SourceCell(from: &decoder).rawValue : UInt64(try decoder.text())
        self.init(dimension: dimension, cell: cell, mask: CountMask(rawValue: try decoder.integer()))
    }
}

extension ExposureSpan {
    fileprivate func encode(into encoder: inout MessageEncoder, texts: inout TextDictionary) {
        encoder.number(UInt64(texts.number(of: audience)))
        encoder.number(UInt64(lowerSet))
        encoder.number(UInt64(upperSet))
        encoder.instant(start)
        encoder.instant(end)
    }

    fileprivate init(from decoder: inout MessageDecoder) throws {
        self.init(
            audience: try decoder.text(), lowerSet: try decoder.integer(), upperSet: try decoder.integer(),
            start: try decoder.instant(), end: try decoder.instant())
    }
}

extension SourceCell {
    fileprivate func renamed(_ number: (TextID) -> TextID) -> SourceCell {
        SourceCell(purpose: number(purpose), type: type)
    }

    fileprivate init(from decoder: inout MessageDecoder) throws {
        let cell = SourceCell(rawValue: try decoder.number())
        guard let number = TextID(exactly: cell.rawValue >> 2), let purpose = decoder.text(numbered: number) else {
            throw MalformedMessage()
        }
        self.init(purpose: purpose, type: cell.type)
    }
}
