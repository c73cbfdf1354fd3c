import RetraceHost

/// Memory of some pages in a row, of any content at first: what is not used is not touched. Freed with its last reference.
///
/// Filled by one thread and, when nobody fills it any more, written by another.
final class PageBlock: @unchecked Sendable {
    // Unchecked: see above.
    private let base: UnsafeMutableRawPointer

    init(pages: Int) {
        base = HostMemory.allocate(pages * PageFormat.pageBytes)
    }

    deinit { base.deallocate() }

    /// Where a page begins.
    func page(_ number: Int) -> UnsafeMutableRawPointer { base + number * PageFormat.pageBytes }

    /// The bytes of some pages. Valid while the block is.
    func bytes(_ pages: Range<Int>) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: page(pages.lowerBound), count: pages.count * PageFormat.pageBytes)
    }
}
