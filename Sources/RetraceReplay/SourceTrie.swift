import RetraceCore

/// Sets of sources that share what they have in common, each by a number: equal sets have the same number, and a set that
/// differs from another in one source costs a few nodes, however large both are. Not thread-safe.
///
/// A binary trie by the bits of a cell, highest first, in which a node stands only where cells differ (D. R. Morrison,
/// "PATRICIA", 1968; as maps: C. Okasaki and A. Gill, "Fast Mergeable Integer Maps", 1998). Its shape depends on what it
/// holds alone; so nodes are made once for each pair of children, and a node's number tells its contents.
struct SourceTrie {
    /// The set of nothing.
    static let empty: UInt32 = 0

    private struct Node {
        /// A cell in it: above `bit` all of its cells are like this one.
        var cell: UInt64
        /// Cells in which `bit` is 0, and those in which it is 1; 0 in leaves.
        var left: UInt32
        var right: UInt32
        /// The highest bit in which its cells differ.
        var bit: UInt8
        /// The types of its cells, a bit each.
        var types: UInt8
        var verdict: Verdict

        var isLeaf: Bool { left == SourceTrie.empty }

        /// Whether the cell, as far as the bits above `bit` go, could be in it.
        @inline(__always)
        func covers(_ other: UInt64) -> Bool { (cell ^ other) >> bit <= 1 }

        @inline(__always)
        func isRight(_ other: UInt64) -> Bool { other >> bit & 1 == 1 }
    }

    private var nodes = [Node(cell: 0, left: 0, right: 0, bit: 0, types: 0, verdict: .unattributed)]
    private var leaves = FlatMap()
    private var branches = FlatMap()

    /// How many numbers are in use.
    var count: Int { nodes.count }

    // MARK: Questions

    /// The verdict on a use whose sources are these: `permitted` when a source permits, `restricted` when all restrict, else
    /// `unclassified`; not for the set of nothing.
    @inline(__always)
    func verdict(_ set: UInt32) -> Verdict { nodes[Int(set)].verdict }

    /// Whether some source in the set is of the type.
    func contains(_ type: IdentifierType, in set: UInt32) -> Bool {
        nodes[Int(set)].types >> type.rawValue & 1 == 1
    }

    /// Whether the set has the cell. Takes as many steps as a cell has bits, at most.
    func contains(_ cell: SourceCell, in set: UInt32) -> Bool {
        guard set != SourceTrie.empty else { return false }
        var node = nodes[Int(set)]
        while !node.isLeaf {
            guard node.covers(cell.rawValue) else { return false }
            node = nodes[Int(node.isRight(cell.rawValue) ? node.right : node.left)]
        }
        return node.cell == cell.rawValue
    }

    /// The two halves of a set of several cells; nil of others.
    @inline(__always)
    func halves(of set: UInt32) -> (left: UInt32, right: UInt32)? {
        let node = nodes[Int(set)]
        return node.isLeaf ? nil : (node.left, node.right)
    }

    /// The cell of a set of one.
    @inline(__always)
    func onlyCell(of set: UInt32) -> SourceCell { SourceCell(rawValue: nodes[Int(set)].cell) }

    /// Calls `body` with each cell of the set, in order.
    func forEachCell(of set: UInt32, _ body: (SourceCell) -> Void) {
        guard set != SourceTrie.empty else { return }
        guard let (left, right) = halves(of: set) else { return body(onlyCell(of: set)) }
        forEachCell(of: left, body)
        forEachCell(of: right, body)
    }

    // MARK: Sets made of sets

    /// The set of one cell, if it was made already.
    @inline(__always)
    func known(_ cell: SourceCell) -> UInt32? { leaves[cell.rawValue] }

    /// The set of one cell, on whose use alone the verdict is the given one.
    mutating func set(of cell: SourceCell, _ verdict: Verdict) -> UInt32 {
        let number = leaves.value(of: cell.rawValue, orInsert: UInt32(nodes.count))
        if number == nodes.count {
            nodes.append(
                Node(
                    cell: cell.rawValue, left: 0, right: 0, bit: 0, types: 1 << cell.type.rawValue, verdict: verdict))
        }
        return number
    }

    /// `set` and what is in `leaf`, a set of one cell.
    mutating func adding(_ leaf: UInt32, to set: UInt32) -> UInt32 {
        guard set != SourceTrie.empty, set != leaf else { return leaf }
        let (cell, node) = (nodes[Int(leaf)].cell, nodes[Int(set)])
        guard !node.isLeaf, node.covers(cell) else { return join(leaf, set) }
        return node.isRight(cell)
            ? branch(node.left, adding(leaf, to: node.right)) : branch(adding(leaf, to: node.left), node.right)
    }

    /// `set` without a cell.
    mutating func removing(_ cell: SourceCell, from set: UInt32) -> UInt32 {
        let node = nodes[Int(set)]
        if node.isLeaf { return node.cell == cell.rawValue ? SourceTrie.empty : set }
        guard node.covers(cell.rawValue) else { return set }
        let child = node.isRight(cell.rawValue) ? node.right : node.left
        let rest = removing(cell, from: child)
        if rest == child { return set }
        return node.isRight(cell.rawValue) ? branch(node.left, rest) : branch(rest, node.right)
    }

    /// What is in either set. What both share is not looked into.
    mutating func union(_ first: UInt32, _ second: UInt32) -> UInt32 {
        if first == second || second == SourceTrie.empty { return first }
        if first == SourceTrie.empty { return second }
        let (a, b) = (nodes[Int(first)], nodes[Int(second)])
        if a.isLeaf { return adding(first, to: second) }
        if b.isLeaf { return adding(second, to: first) }
        if a.bit == b.bit && a.covers(b.cell) { return branch(union(a.left, b.left), union(a.right, b.right)) }
        if a.bit > b.bit && a.covers(b.cell) { return merge(a, second, b.cell) }
        if b.bit > a.bit && b.covers(a.cell) { return merge(b, first, a.cell) }
        return join(first, second)
    }

    /// All of `smaller`, of which `cell` is one, lies on one side of `node`.
    private mutating func merge(_ node: Node, _ smaller: UInt32, _ cell: UInt64) -> UInt32 {
        node.isRight(cell)
            ? branch(node.left, union(node.right, smaller)) : branch(union(node.left, smaller), node.right)
    }

    /// Of two sets that differ above the bits in which either differs within itself.
    private mutating func join(_ first: UInt32, _ second: UInt32) -> UInt32 {
        nodes[Int(first)].cell < nodes[Int(second)].cell ? branch(first, second) : branch(second, first)
    }

    private mutating func branch(_ left: UInt32, _ right: UInt32) -> UInt32 {
        if left == SourceTrie.empty { return right }
        if right == SourceTrie.empty { return left }
        let number = branches.value(of: UInt64(left) << 32 | UInt64(right), orInsert: UInt32(nodes.count))
        if number == nodes.count {
            let (a, b) = (nodes[Int(left)], nodes[Int(right)])
            let bit = 63 - (a.cell ^ b.cell).leadingZeroBitCount
            nodes.append(
                Node(
                    cell: a.cell, left: left, right: right, bit: UInt8(bit), types: a.types | b.types,
                    verdict: SourceTrie.verdict(a.verdict, b.verdict)))
        }
        return number
    }

    private static func verdict(_ left: Verdict, _ right: Verdict) -> Verdict {
        if left == .permitted || right == .permitted { return .permitted }
        return left == .restricted && right == .restricted ? .restricted : .unclassified
    }
}
