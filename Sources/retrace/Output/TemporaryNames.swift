import Glibc
import Synchronization

/// Files that are being written under a temporary name, for whoever ends the program in the middle. Thread-safe.
enum TemporaryNames {
    private static let names = Mutex<Set<String>>([])

    /// Notes a name that is about to be made.
    static func note(_ name: String) { names.withLock { _ = $0.insert(name) } }

    /// Forgets a name that is no longer temporary.
    static func forget(_ name: String) { names.withLock { _ = $0.remove(name) } }

    /// Removes a file and forgets it.
    static func remove(_ name: String) {
        unlink(name)
        forget(name)
    }

    /// Removes them all.
    static func removeAll() {
        names.withLock { names in
            for name in names { unlink(name) }
            names.removeAll()
        }
    }
}
