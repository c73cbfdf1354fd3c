import Glibc

/// The temporary names that files of this process have at the moment. Thread-safe.
enum PendingNames {
    // Behind a POSIX mutex, which ThreadSanitizer sees: it guards `names`.
    nonisolated(unsafe) private static let mutex: UnsafeMutablePointer<pthread_mutex_t> = {
        let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
        pthread_mutex_init(mutex, nil)
        return mutex
    }()
    nonisolated(unsafe) private static var names: Set<[CChar]> = []

    static func add(_ name: [CChar]) { withLock { _ = names.insert(name) } }

    static func remove(_ name: [CChar]) { withLock { _ = names.remove(name) } }

    static func all() -> [[CChar]] { withLock { Array(names) } }

    private static func withLock<Value>(_ body: () -> Value) -> Value {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return body()
    }
}
