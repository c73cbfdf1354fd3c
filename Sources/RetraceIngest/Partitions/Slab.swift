import Glibc
import RetraceHost

/// A stretch of memory that chunks are cut from: mapped at once, aligned to huge pages and asked to be made of them, so that
/// filling it costs one page fault per 2 MiB.
struct Slab: @unchecked Sendable {
    // Unchecked: a description of memory whose chunks have one owner each.
    static let bytes = 4 << 20
    private static let alignment = 2 << 20

    private let mapping: UnsafeMutableRawPointer
    /// Where its chunks begin; ``bytes`` bytes are usable.
    let base: UnsafeMutableRawPointer

    /// Nil when the system has no memory to map.
    init?() {
        let length = Slab.bytes + Slab.alignment
        guard let mapping = HostMemory.map(length) else { return nil }
        self.mapping = mapping
        base = mapping.alignedUp(toMultipleOf: Slab.alignment)
        madvise(base, Slab.bytes, MADV_HUGEPAGE)
    }

    /// Gives the memory back to the system.
    func unmap() { HostMemory.unmap(mapping, Slab.bytes + Slab.alignment) }
}
