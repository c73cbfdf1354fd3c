import RetraceCore

/// Sets of sources, each by a number, for one partition: 0 is the empty set, 1 the set of the unknown source. An operation
/// takes as many steps as a source has bits, whatever the size of the set. Not thread-safe.
struct SourceSets: SourceCells, ~Copyable {
    /// A set whose cells are yet to be marked with some bits.
    struct Visit: BitwiseCopyable {
        var set: UInt32
        var bits: UInt32
    }

    static let empty = SourceTrie.empty
    static let unknown: UInt32 = 1

    private static let types: [IdentifierType] = [.absent, .email, .phone]

    private var trie = SourceTrie()
    private var unions = FlatMap()
    private var masks = TouchedMasks()
    private var unvisited = ScratchList<Visit>()
    private let policy: Policy
    private let texts: Texts

    init(policy: Policy, texts: Texts) {
        self.policy = policy
        self.texts = texts
        let first = trie.set(of: .unknown, .unattributed)
        precondition(first == SourceSets.unknown)
    }

    /// The verdict on a use whose sources are all held: not for the empty set.
    @inline(__always)
    func verdict(_ set: UInt32) -> Verdict { trie.verdict(set) }

    /// Whether some purpose in the set is held as the type.
    func contains(_ type: IdentifierType, in set: UInt32) -> Bool { trie.contains(type, in: set) }

    /// With the purpose held as the given type; it replaces another type of the same purpose.
    mutating func adding(_ cell: SourceCell, to set: UInt32) -> UInt32 {
        let leaf = self.set(of: cell)
        if set == SourceSets.empty { return leaf }
        return trie.adding(leaf, to: removing(cell.purpose, from: set, but: cell.type))
    }

    /// Without the purpose.
    mutating func removing(_ purpose: TextID, from set: UInt32) -> UInt32 { removing(purpose, from: set, but: nil) }

    /// With the purpose's type replaced, if the set has the purpose.
    mutating func retyping(_ cell: SourceCell, in set: UInt32) -> UInt32 {
        if set == SourceSets.empty { return set }
        let rest = removing(cell.purpose, from: set, but: cell.type)
        return rest == set ? set : trie.adding(self.set(of: cell), to: rest)
    }

    /// What is in either set.
    mutating func union(_ left: UInt32, _ right: UInt32) -> UInt32 {
        if left == right || right == SourceSets.empty { return left }
        if left == SourceSets.empty { return right }
        let key = UInt64(min(left, right)) << 32 | UInt64(max(left, right))
        if let known = unions[key] { return known }
        let result = trie.union(left, right)
        return unions.value(of: key, orInsert: result)
    }

    private mutating func removing(_ purpose: TextID, from set: UInt32, but kept: IdentifierType?) -> UInt32 {
        var rest = set
        for type in SourceSets.types where type != kept {
            rest = trie.removing(SourceCell(purpose: purpose, type: type), from: rest)
        }
        return rest
    }

    private mutating func set(of cell: SourceCell) -> UInt32 {
        if let known = trie.known(cell) { return known }
        return trie.set(of: cell, verdict(of: cell.purpose))
    }

    private func verdict(of purpose: TextID) -> Verdict {
        switch policy.classification(of: texts.bytes(purpose)) {
        case .permitted: .permitted
        case .restricted: .restricted
        case .unclassified: .unclassified
        }
    }

    // MARK: Marks

    /// Takes the time of the nodes that the sets have together, which large sets share.
    mutating func addMarks(of touched: borrowing TouchedMasks, to marks: inout [CellMark]) {
        if touched.touched.count == 1 {
            let set = touched.touched[0]
            let mask = CountMask(rawValue: touched.mask(of: set))
            guard trie.halves(of: set) != nil else {
                if set != SourceSets.empty { marks.append(CellMark(cell: trie.onlyCell(of: set).rawValue, mask: mask)) }
                return
            }
            return trie.forEachCell(of: set) { marks.append(CellMark(cell: $0.rawValue, mask: mask)) }
        }
        for position in touched.touched.indices {
            let set = touched.touched[position]
            unvisited.append(Visit(set: set, bits: touched.mask(of: set)))
        }
        while let visit = unvisited.popLast() {
            let (set, bits) = (visit.set, visit.bits)
            guard masks.mask(of: set) | bits != masks.mask(of: set) else { continue }
            masks.add(bits, to: set)
            guard let (left, right) = trie.halves(of: set) else { continue }
            unvisited.append(Visit(set: left, bits: bits))
            unvisited.append(Visit(set: right, bits: bits))
        }
        for position in masks.touched.indices {
            let set = masks.touched[position]
            guard set != SourceSets.empty, trie.halves(of: set) == nil else { continue }
            let mask = CountMask(rawValue: masks.mask(of: set))
            marks.append(CellMark(cell: trie.onlyCell(of: set).rawValue, mask: mask))
        }
        masks.clear()
    }

    // MARK: A table of what is needed

    /// The sets that spans and events name, which get the numbers of their places in the table; 0 stays the empty set. Takes
    /// the time of the table's size.
    func table(_ spans: inout [ExposureSpan], _ events: inout [EvidenceEvent]) -> [[SourceCell]] {
        var table: [[SourceCell]] = [[]]
        var places = [UInt32](repeating: 0, count: trie.count)
        for position in spans.indices {
            spans[position].lowerSet = place(of: spans[position].lowerSet, in: &table, &places)
            spans[position].upperSet = place(of: spans[position].upperSet, in: &table, &places)
        }
        for position in events.indices {
            events[position].sourceSet = place(of: events[position].sourceSet, in: &table, &places)
        }
        return table
    }

    @inline(__always)
    private func place(of set: UInt32, in table: inout [[SourceCell]], _ places: inout [UInt32]) -> UInt32 {
        if set != SourceSets.empty && places[Int(set)] == 0 {
            places[Int(set)] = UInt32(table.count)
            var cells: [SourceCell] = []
            trie.forEachCell(of: set) { cells.append($0) }
            table.append(cells)
        }
        return places[Int(set)]
    }
}
