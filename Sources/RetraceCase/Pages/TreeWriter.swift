import RetraceCore

/// Puts the leaves of one b-tree, batch after batch in the order of keys, under pages that lead to them. Keeps one page of
/// each level. Not thread-safe.
struct TreeWriter {
    private let form: TreeForm
    private let root: UInt32
    /// The last leaf so far: the next batch may go on in it.
    private var joint: PageBuilder?
    /// The last page of each level above the leaves, from below; each has at least one cell.
    private var levels: [PageBuilder] = []

    /// A tree whose table has been made, and is empty; `root` is its page.
    init(_ form: TreeForm, root: UInt32) {
        self.form = form
        self.root = root
    }

    /// Puts leaves after all that came before.
    mutating func place(_ leaves: LeafPages, _ layout: inout PageLayout) {
        guard let tail = leaves.tail else { return }
        for overflow in leaves.overflows { TreeWriter.place(overflow, &layout) }
        if let joint, leaves.full.isEmpty || joint.count < 2 {
            // A page that has to give a cell away must have another one.
            return leaves.forEachCell { append($0, &layout) }
        }
        closeJoint(&layout)
        for (number, page) in leaves.full.enumerated() {
            push(layout.add(page), leaves.separator(number), level: 0, &layout)
        }
        joint = tail
    }

    private mutating func append(_ cell: UnsafeRawBufferPointer, _ layout: inout PageLayout) {
        var place = joint?.reserve(cell.count)
        if place == nil {
            closeJoint(&layout)
            joint = PageBuilder(PageBlock(pages: 1), 0, mark: form.leafMark)
            place = joint?.reserve(cell.count)
        }
        if let base = cell.baseAddress { place?.copyMemory(from: base, byteCount: cell.count) }
    }

    private mutating func closeJoint(_ layout: inout PageLayout) {
        guard var page = joint else { return }
        let separator = form.separator(closing: &page)
        page.seal()
        joint = nil
        push(layout.add(page), separator[...], level: 0, &layout)
    }

    /// Enters a page of the level below, and what parts it from the next one.
    private mutating func push(
        _ child: UInt32, _ separator: ArraySlice<UInt8>, level: Int, _ layout: inout PageLayout
    ) {
        if level == levels.count { levels.append(makeInterior()) }
        var place = levels[level].reserve(4 + separator.count)
        if place == nil {
            closeInterior(level, &layout)
            place = levels[level].reserve(4 + separator.count)
        }
        guard let place else { return }
        place.storeBytes(of: child.bigEndian, as: UInt32.self)
        separator.withUnsafeBytes { (place + 4).copyMemory(from: $0.baseAddress!, byteCount: $0.count) }
    }

    private func makeInterior() -> PageBuilder { PageBuilder(PageBlock(pages: 1), 0, mark: form.interiorMark) }

    /// The last cell goes: its child becomes the rightmost one, and what parted that from the next now parts the whole page.
    private mutating func closeInterior(_ level: Int, _ layout: inout PageLayout) {
        var page = levels[level]
        let last = page.removeLast()
        page.seal(right: last.withUnsafeBytes { UInt32(bigEndian: $0.loadUnaligned(as: UInt32.self)) })
        levels[level] = makeInterior()
        push(layout.add(page), last[4...], level: level + 1, &layout)
    }

    private static func place(_ overflow: LeafPages.Overflow, _ layout: inout PageLayout) {
        let contentBytes = PageFormat.pageBytes - 4
        let count = (overflow.rest.count + contentBytes - 1) / contentBytes
        let numbers = (0..<count).map { _ in layout.allocate() }
        overflow.place.storeBytes(of: numbers[0].bigEndian, as: UInt32.self)
        for position in 0..<count {
            let block = PageBlock(pages: 1)
            let following = position + 1 < count ? numbers[position + 1] : 0
            block.page(0).storeBytes(of: following.bigEndian, as: UInt32.self)
            let content = overflow.rest[(position * contentBytes)...].prefix(contentBytes)
            let place = block.page(0) + 4
            content.withUnsafeBytes { place.copyMemory(from: $0.baseAddress!, byteCount: $0.count) }
            (place + content.count).initializeMemory(as: UInt8.self, repeating: 0, count: contentBytes - content.count)
            layout.put(block, 0, at: numbers[position])
        }
    }

    /// Writes the pages at work for ``goOn(from:)``.
    func encode(into encoder: inout MessageEncoder) {
        encoder.number(joint == nil ? 0 : 1)
        joint?.encode(into: &encoder)
        encoder.number(UInt64(levels.count))
        for level in levels { level.encode(into: &encoder) }
    }

    /// Takes over the pages that ``encode(into:)`` wrote. Throws ``RetraceCore/MalformedMessage``.
    mutating func goOn(from decoder: inout MessageDecoder) throws {
        joint = try decoder.number() == 0 ? nil : PageBuilder(from: &decoder, mark: form.leafMark)
        levels = []
        for _ in 0..<(try decoder.count(bytesEach: 1)) {
            levels.append(try PageBuilder(from: &decoder, mark: form.interiorMark))
        }
        guard joint != nil || levels.isEmpty, joint?.count != 0, levels.allSatisfy({ $0.count > 0 }) else {
            throw MalformedMessage()
        }
    }

    /// Completes the tree: what stands above all of it becomes the root. A tree without rows stays as it was made.
    mutating func finish(_ layout: inout PageLayout) {
        guard var page = joint else { return }
        page.seal()
        for level in levels {
            level.seal(right: layout.add(page))
            page = level
        }
        layout.put(page.block, page.position, at: root)
        joint = nil
        levels = []
    }
}
