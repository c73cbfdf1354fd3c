/// Rows of one b-tree, packed into leaf pages in the order of their keys, by one thread. ``TreeWriter`` then gives the pages
/// their places.
final class LeafPages: @unchecked Sendable {
    // Unchecked: filled by one thread, then handed to another.
    private static let blockPages = 32

    /// A piece of a row that is too long for its leaf.
    struct Overflow {
        /// Where the number of the first page goes that holds the rest.
        var place: UnsafeMutableRawPointer
        var rest: [UInt8]
    }

    let form: TreeForm
    /// Pages that are complete.
    private(set) var full: [PageBuilder] = []
    /// The page at work; nil before the first row.
    private(set) var tail: PageBuilder?
    private(set) var overflows: [Overflow] = []
    private var separators: [UInt8] = []
    private var separatorEnds: [Int] = []
    private var blockPosition = LeafPages.blockPages
    private var block: PageBlock?

    init(_ form: TreeForm) { self.form = form }

    /// What parts a complete page from the next one, as it stands in a cell above them.
    func separator(_ page: Int) -> ArraySlice<UInt8> {
        separators[(page == 0 ? 0 : separatorEnds[page - 1])..<separatorEnds[page]]
    }

    /// Appends a row. Its rowid counts in tables only.
    func append(_ row: borrowing RowBuffer, rowid: Int = 0) {
        guard row.count <= form.localBytesMax else { return appendLong(row, rowid) }
        let size = row.count
        let place = reserve(PageFormat.varintBytes(size) + rowidBytes(rowid) + size)
        row.copy(to: writeHead(size, rowid, to: place))
    }

    @inline(__always)
    private func rowidBytes(_ rowid: Int) -> Int { form == .table ? PageFormat.varintBytes(rowid) : 0 }

    @inline(__always)
    private func writeHead(_ size: Int, _ rowid: Int, to place: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer {
        let end = PageFormat.writeVarint(size, to: place)
        return form == .table ? PageFormat.writeVarint(rowid, to: end) : end
    }

    /// Only ids can be so long, and only tables have any.
    private func appendLong(_ row: borrowing RowBuffer, _ rowid: Int) {
        let whole = UnsafeMutableRawBufferPointer.allocate(byteCount: row.count, alignment: 8)
        defer { whole.deallocate() }
        row.copy(to: whole.baseAddress!)
        let local = form.localBytes(of: row.count)
        let place = reserve(PageFormat.varintBytes(row.count) + rowidBytes(rowid) + local + 4)
        let content = writeHead(row.count, rowid, to: place)
        content.copyMemory(from: whole.baseAddress!, byteCount: local)
        overflows.append(Overflow(place: content + local, rest: Array(whole[local...])))
    }

    @inline(__always)
    private func reserve(_ size: Int) -> UnsafeMutableRawPointer {
        if let place = tail?.reserve(size) { return place }
        closePage()
        var page = makePage()
        // Every cell fits into an empty page.
        let place = page.reserve(size).unsafelyUnwrapped
        tail = page
        return place
    }

    private func closePage() {
        guard var page = tail else { return }
        separators += form.separator(closing: &page)
        separatorEnds.append(separators.count)
        page.seal()
        full.append(page)
    }

    private func makePage() -> PageBuilder {
        if blockPosition == LeafPages.blockPages || block == nil {
            // The first block of a batch is small: there may be but a few rows.
            block = PageBlock(pages: LeafPages.blockPages)
            blockPosition = 0
        }
        defer { blockPosition += 1 }
        return PageBuilder(block.unsafelyUnwrapped, blockPosition, mark: form.leafMark)
    }

    /// Calls `body` with every cell, those that part pages included, in order.
    func forEachCell(_ body: (UnsafeRawBufferPointer) -> Void) {
        for (number, page) in full.enumerated() {
            for cell in 0..<page.count { body(page.cell(cell)) }
            if form == .index { separator(number).withUnsafeBytes(body) }
        }
        if let tail { for cell in 0..<tail.count { body(tail.cell(cell)) } }
    }
}

extension TreeForm {
    /// What parts a leaf from those after it: in a table its last rowid, in an index its last cell, which leaves it for that.
    func separator(closing page: inout PageBuilder) -> [UInt8] {
        guard self == .table else { return page.removeLast() }
        let cell = page.cell(page.count - 1)
        let size = PageFormat.varint(at: cell.baseAddress!)
        return Array(PageFormat.varint(at: size.baseAddress! + size.count))
    }
}
