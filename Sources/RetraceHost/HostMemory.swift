import CMalloc
import Glibc

/// Large pieces of memory.
public enum HostMemory {
    private static var scope: FaultScope { FaultScope(Array("memory".utf8CString)) }

    /// Asks for `count` bytes of zeros, aligned to pages; nil when there are none to be had. They take room only once they
    /// are touched.
    public static func map(_ count: Int) -> UnsafeMutableRawPointer? {
        var place: UnsafeMutableRawPointer?
        _ = try? scope.perform(.map) { _ in
            place = mmap(nil, count, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
            return place == MAP_FAILED ? -1 : 0
        }
        return place == MAP_FAILED ? nil : place
    }

    /// Gives back what ``map(_:)`` gave.
    public static func unmap(_ place: UnsafeMutableRawPointer, _ count: Int) { munmap(place, count) }

    /// Allocates `count` bytes, to be freed by `deallocate`. Where there are none, the program ends with status 75 and a
    /// sentence on standard error, and its temporary files are removed.
    public static func allocate(_ count: Int, alignment: Int = 64) -> UnsafeMutableRawPointer {
        var place: UnsafeMutableRawPointer?
        _ = try? scope.perform(.map) { _ in
            errno = posix_memalign(&place, alignment, max(1, count))
            return errno == 0 ? 0 : -1
        }
        guard let place else { end(count) }
        return place
    }

    /// From now on, freed blocks of 256 KiB and more go back to the system at once. Without it, the C library keeps them once the
    /// program has freed some, for which it would ask again; where memory is bounded, they weigh more than the time that takes.
    public static func returnFreedBlocks() { _ = mallopt(M_MMAP_THRESHOLD, 256 << 10) }

    private static func end(_ count: Int) -> Never {
        let text = "retrace: out of memory: \(count) bytes are not to be had. Lower --memory or --threads.\n"
        Array(text.utf8).withUnsafeBytes { _ = write(STDERR_FILENO, $0.baseAddress, $0.count) }
        PendingFile.discardAll()
        _exit(75)
    }
}
