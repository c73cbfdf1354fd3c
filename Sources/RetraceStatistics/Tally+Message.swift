import RetraceCore

extension Tally {
    /// Writes all of it, for another process to read.
    public func encode(into encoder: inout MessageEncoder, texts: inout TextDictionary) {
        for table in [accounts, persons, sideDays, days, lineCounts, fileCounts, onlyFiles, personAccounts] {
            table.encode(into: &encoder) { $0 }
        }
        for table in [products, advertisers, countries] {
            table.encode(into: &encoder) { UInt64(texts.number(of: TextID(truncatingIfNeeded: $0))) }
        }
        sources.encode(into: &encoder) { cell in
            let cell = SourceCell(rawValue: cell)
            return SourceCell(purpose: texts.number(of: cell.purpose), type: cell.type).rawValue
        }
        residences.encode(into: &encoder) { cell in
            let country = texts.number(of: TextID(truncatingIfNeeded: cell >> 32))
            return UInt64(country) << 32 | UInt64(texts.number(of: TextID(truncatingIfNeeded: cell)))
        }
        for side in verdicts { for count in side { encoder.number(count) } }
        for count in [matchDuplicates, disclosureDuplicates, impressionDuplicates] { encoder.number(count) }
        for range in [matchInstants, disclosureInstants, impressionInstants] { encoder.range(range) }
    }

    /// Reads what ``encode(into:texts:)`` writes. Throws ``RetraceCore/MalformedMessage``.
    public init(from decoder: inout MessageDecoder) throws {
        self.init()
        accounts = try CellTable(from: &decoder) { cell, _ in cell }
        persons = try CellTable(from: &decoder) { cell, _ in cell }
        sideDays = try CellTable(from: &decoder) { cell, _ in cell }
        days = try CellTable(from: &decoder) { cell, _ in cell }
        lineCounts = try CellTable(from: &decoder) { cell, _ in cell }
        fileCounts = try CellTable(from: &decoder) { cell, _ in cell }
        onlyFiles = try CellTable(from: &decoder) { cell, _ in cell }
        personAccounts = try CellTable(from: &decoder) { cell, _ in cell }
        products = try CellTable(from: &decoder, cell: Tally.text)
        advertisers = try CellTable(from: &decoder, cell: Tally.text)
        countries = try CellTable(from: &decoder, cell: Tally.text)
        sources = try CellTable(from: &decoder) { cell, decoder in
            let cell = SourceCell(rawValue: cell)
            let purpose = try Tally.text(UInt64(cell.purpose), decoder)
            return SourceCell(purpose: TextID(purpose), type: cell.type).rawValue
        }
        residences = try CellTable(from: &decoder) { cell, decoder in
            try Tally.text(cell >> 32, decoder) << 32 | Tally.text(cell & 0xFFFF_FFFF, decoder)
        }
        try readRest(&decoder)
    }

    private static func text(_ number: UInt64, _ decoder: MessageDecoder) throws -> UInt64 {
        guard let number = TextID(exactly: number), let text = decoder.text(numbered: number) else {
            throw MalformedMessage()
        }
        return UInt64(text)
    }
}
