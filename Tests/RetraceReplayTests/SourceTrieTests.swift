import RetraceCore
import RetraceTestSupport
import Testing

@testable import RetraceReplay

/// Sets of sources behave as sets, and equal ones have equal numbers.
@Suite struct SourceTrieTests {
    private typealias SourceCell = RetraceCore.SourceCell
    private typealias Cells = Set<SourceCell>

    /// Cells that differ in low and in high bits; every third permits, every third restricts.
    private static let cells: [SourceCell] = [0, 1, 2, 3, 7, 8, 1 << 20, 1 << 31, .max - 1, .max].flatMap { purpose in
        [IdentifierType.absent, .email, .phone].map { SourceCell(purpose: purpose, type: $0) }
    }

    private static func verdict(_ cell: SourceCell) -> Verdict {
        [.permitted, .restricted, .unclassified][Int(cell.purpose % 3)]
    }

    private static func verdict(_ cells: Cells) -> Verdict {
        let verdicts = Set(cells.map(verdict))
        return verdicts.contains(.permitted) ? .permitted : verdicts == [.restricted] ? .restricted : .unclassified
    }

    private static func cells(of set: UInt32, in trie: SourceTrie) -> [SourceCell] {
        var cells: [SourceCell] = []
        trie.forEachCell(of: set) { cells.append($0) }
        return cells
    }

    @Test func agreesWithSets() {
        var random = SplitMix64(seed: 1)
        var trie = SourceTrie()
        var numbers: [Cells: UInt32] = [Cells(): SourceTrie.empty]
        var known: [(set: UInt32, cells: Cells)] = [(SourceTrie.empty, [])]
        for _ in 0..<20_000 {
            let cell = SourceTrieTests.cells.randomElement(using: &random)!
            var (set, cells) = known.randomElement(using: &random)!
            let leaf = trie.set(of: cell, SourceTrieTests.verdict(cell))
            switch Int.random(in: 0..<3, using: &random) {
            case 0:
                set = trie.adding(leaf, to: set)
                cells.insert(cell)
            case 1:
                set = trie.removing(cell, from: set)
                cells.remove(cell)
            default:
                let other = known.randomElement(using: &random)!
                set = trie.union(set, other.set)
                cells.formUnion(other.cells)
            }
            #expect(numbers[cells, default: set] == set)
            numbers[cells] = set
            #expect(SourceTrieTests.cells(of: set, in: trie) == cells.sorted())
            #expect(SourceTrieTests.cells.allSatisfy { trie.contains($0, in: set) == cells.contains($0) })
            for type in [IdentifierType.absent, .email, .phone] {
                #expect(trie.contains(type, in: set) == cells.contains { $0.type == type })
            }
            if !cells.isEmpty { #expect(trie.verdict(set) == SourceTrieTests.verdict(cells)) }
            known.append((set, cells))
        }
        #expect(Set(numbers.values).count == numbers.count)
    }

    @Test func setsThatGrowShareWhatTheyHave() {
        var trie = SourceTrie()
        var set = SourceTrie.empty
        for purpose in TextID(0)..<100_000 {
            let leaf = trie.set(of: SourceCell(purpose: purpose, type: .email), .restricted)
            set = trie.adding(leaf, to: set)
        }
        // A leaf, and a new branch for each bit above it: not a copy of all that was there.
        #expect(trie.count < 100_000 * 19)
        #expect(SourceTrieTests.cells(of: set, in: trie).count == 100_000)
    }
}
