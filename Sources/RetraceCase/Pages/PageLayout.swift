/// Gives pages their numbers in the file, one after the other, and lists what is to be written where.
struct PageLayout {
    /// Pages in a row of memory that come in a row of the file.
    struct Write: Sendable {
        var block: PageBlock
        var pages: Range<Int>
        /// The number of the first one in the file, from 1.
        var number: UInt32
    }

    private var next: UInt32
    private var writes: [Write] = []

    /// A layout for what follows the first `pageCount` pages of a file.
    init(after pageCount: UInt32) { next = pageCount + 1 }

    /// How many pages the file has with these.
    var pageCount: UInt32 { next - 1 }

    /// The number of one more page.
    mutating func allocate() -> UInt32 {
        if next == PageFormat.lockPage { next += 1 }
        defer { next += 1 }
        return next
    }

    /// Gives a complete page the next number, which is returned.
    mutating func add(_ page: PageBuilder) -> UInt32 {
        let number = allocate()
        put(page.block, page.position, at: number)
        return number
    }

    /// Puts a page where there is room for it.
    mutating func put(_ block: PageBlock, _ position: Int, at number: UInt32) {
        if let last = writes.last, last.block === block, last.pages.upperBound == position,
            last.number + UInt32(last.pages.count) == number
        {
            writes[writes.count - 1].pages = last.pages.lowerBound..<position + 1
        } else {
            writes.append(Write(block: block, pages: position..<position + 1, number: number))
        }
    }

    /// What has to be written now.
    mutating func takeWrites() -> [Write] {
        defer { writes = [] }
        return writes
    }
}
