import Foundation
import RetraceCore
@testable import RetraceStatistics
import Testing

/// Tallies on their way to another process.
@Suite struct TallyMessageTests {
    private static let names = ["unknown", "a", "b", "c", "d"]

    /// Texts numbered in the order given.
    private func texts(_ names: [String]) -> Texts {
        let entries = names.map { name -> UnsafeRawBufferPointer in
            let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: name.utf8.count, alignment: 1)
            bytes.copyBytes(from: name.utf8)
            return UnsafeRawBufferPointer(bytes)
        }
        return Texts(entries: entries, owner: nil)
    }

    private func tally() -> Tally {
        let all = CountMask(rawValue: (1 << 20) - 1)
        var facts = PartitionFacts()
        facts.accounts = [all, CountMask(.matched, .before, .lower)]
        facts.persons = [all]
        facts.verdicts = [[1, 2, 3, 4, 5, 6], [6, 7, 8, 9, 1000, 11]]
        (facts.matchDuplicates, facts.disclosureDuplicates, facts.impressionDuplicates) = (1, 2, 3)
        facts.matchInstants.add(Instant(milliseconds: 1))
        facts.disclosureInstants.add(Instant(milliseconds: 2))
        facts.impressionInstants.add(Instant(milliseconds: 3))
        facts.sources = [
            CellMark(cell: SourceCell(purpose: 3, type: .phone).rawValue, mask: all),
            CellMark(cell: SourceCell.unknown.rawValue, mask: all),
        ]
        facts.products = [CellMark(cell: 2, mask: all)]
        facts.advertisers = [CellMark(cell: UInt64(absentText), mask: all)]
        facts.countries = [CellMark(cell: 4, mask: all)]
        facts.residences = [CellMark(cell: UInt64(1) << 32 | UInt64(absentText), mask: all)]
        facts.sideDays = [CellMark(cell: UInt64(UInt32(bitPattern: -3)), mask: all)]
        facts.days = [CellMark(cell: 18_000, mask: all)]
        facts.lineCounts = [CellMark(cell: 2, mask: all)]
        facts.fileCounts = [CellMark(cell: 1, mask: all)]
        facts.onlyFiles = [CellMark(cell: 7, mask: all)]
        var tally = Tally()
        tally.add(facts)
        tally.add(facts)
        tally.addPersons([all], accounts: [CellMark(cell: 2, mask: all)])
        return tally
    }

    private func decoded(_ message: [UInt8], _ names: [String]) throws -> Tally {
        try message.withUnsafeBytes { bytes in
            var decoder = MessageDecoder(bytes)
            try decoder.readTexts { text in
                TextID(names.firstIndex(of: String(decoding: text, as: UTF8.self))!)
            }
            let tally = try Tally(from: &decoder)
            try decoder.finish()
            return tally
        }
    }

    @Test func comesBackInAnotherNumbering() throws {
        let original = tally()
        var dictionary = TextDictionary(texts(TallyMessageTests.names))
        var body = MessageEncoder()
        original.encode(into: &body, texts: &dictionary)
        var encoder = MessageEncoder()
        dictionary.write(to: &encoder)
        encoder.append(body)
        let names = ["unknown", "d", "x", "c", "b", "a"]
        let read = try decoded(encoder.message, names)
        #expect(read.breakdowns(texts(names)) == original.breakdowns(texts(TallyMessageTests.names)))
        #expect(read.totals(havePersons: true) == original.totals(havePersons: true))
        #expect(read.timeline == original.timeline)
        #expect(read.verdictCounts == original.verdictCounts)
        // With the same numbers everything is as it was, whatever is added to a tally.
        let same = try decoded(encoder.message, TallyMessageTests.names)
        #expect(String(describing: same) == String(describing: original))
        for count in encoder.message.indices {
            #expect(throws: MalformedMessage.self) { try decoded(Array(encoder.message[..<count]), names) }
        }
    }
}
