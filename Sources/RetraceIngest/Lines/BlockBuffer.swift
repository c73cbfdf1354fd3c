import CSimdjson
import RetraceHost

/// Memory for a block of lines, with the padding that the parser reads over. Owned by one thread at a time.
public final class BlockBuffer {
    private(set) var base: UnsafeMutableRawPointer
    /// Bytes that a block may have.
    private(set) var capacity: Int

    init(capacity: Int) {
        self.capacity = capacity
        base = HostMemory.allocate(capacity + Int(RT_PADDING))
        base.initializeMemory(as: UInt8.self, repeating: 0, count: capacity + Int(RT_PADDING))
    }

    deinit { base.deallocate() }

    /// Makes room for `capacity` bytes; the first `count` are kept.
    func grow(to capacity: Int, keeping count: Int) {
        let larger = HostMemory.allocate(capacity + Int(RT_PADDING))
        larger.initializeMemory(as: UInt8.self, repeating: 0, count: capacity + Int(RT_PADDING))
        larger.copyMemory(from: base, byteCount: count)
        base.deallocate()
        base = larger
        self.capacity = capacity
    }

    /// Writes the line feed that must follow a block of `count` bytes. The byte that it replaces is returned.
    func seal(at count: Int) -> UInt8 {
        let replaced = base.load(fromByteOffset: count, as: UInt8.self)
        base.storeBytes(of: 0x0A, toByteOffset: count, as: UInt8.self)
        return replaced
    }
}
