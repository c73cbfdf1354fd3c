import RetraceCore
import RetraceTestSupport
import Testing

@testable import RetraceReplay

/// Marks by source of an account whose uses have several sets of sources, large ones among them.
@Suite struct SourceSetsTests {
    private typealias SourceCell = RetraceCore.SourceCell

    private static let purposeCount = 40

    private func makeSets() throws -> SourceSets {
        let policy = try #require(Policy(permitted: ["ads"], restricted: ["security"]))
        // No purpose has a name, so that none is classified: marks don't depend on that.
        let nameless = UnsafeRawBufferPointer(start: nil, count: 0)
        let texts = Texts(entries: Array(repeating: nameless, count: SourceSetsTests.purposeCount), owner: nil)
        return SourceSets(policy: policy, texts: texts)
    }

    private func randomSet(
        _ sets: inout SourceSets, _ random: inout SplitMix64
    ) -> (number: UInt32, cells: Set<SourceCell>) {
        var number = SourceSets.empty
        var cells: Set<SourceCell> = []
        for _ in 0..<Int.random(in: 0...60, using: &random) {
            let purpose = TextID.random(in: 0..<TextID(SourceSetsTests.purposeCount), using: &random)
            let others = cells.filter { $0.purpose != purpose }
            if Bool.random(using: &random) {
                let cell = SourceCell(purpose: purpose, type: Bool.random(using: &random) ? .email : .phone)
                number = sets.adding(cell, to: number)
                cells = others.union([cell])
            } else if Bool.random(using: &random) {
                number = sets.removing(purpose, from: number)
                cells = others
            } else {
                let cell = SourceCell(purpose: purpose, type: .phone)
                number = sets.retyping(cell, in: number)
                if others != cells { cells = others.union([cell]) }
            }
        }
        return (number, cells)
    }

    @Test func marksAreThoseOfEachCell() throws {
        var random = SplitMix64(seed: 2)
        var sets = try makeSets()
        for _ in 0..<500 {
            var touched = TouchedMasks()
            var expected: [SourceCell: UInt32] = [:]
            for _ in 0..<Int.random(in: 0...4, using: &random) {
                let set = randomSet(&sets, &random)
                let bits = UInt32.random(in: 1..<1 << 20, using: &random)
                touched.add(bits, to: set.number)
                for cell in set.cells { expected[cell, default: 0] |= bits }
            }
            var marks: [CellMark] = []
            sets.addMarks(of: touched, to: &marks)
            #expect(marks.count == expected.count)
            #expect(marks.allSatisfy { expected[SourceCell(rawValue: $0.cell)] == $0.mask.rawValue })
        }
    }

    @Test func tablesHoldWhatIsNamed() throws {
        var random = SplitMix64(seed: 3)
        var sets = try makeSets()
        let made = (0..<50).map { _ in randomSet(&sets, &random) }
        var spans = made.map {
            ExposureSpan(
                audience: 0, lowerSet: SourceSets.empty, upperSet: $0.number, start: .distantPast, end: .distantFuture)
        }
        var events: [EvidenceEvent] = []
        let table = sets.table(&spans, &events)
        #expect(table[0] == [] && Set(table).count == table.count)
        for (span, set) in zip(spans, made) {
            #expect(span.lowerSet == 0 && table[Int(span.upperSet)] == set.cells.sorted())
        }
    }
}
