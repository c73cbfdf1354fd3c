import Glibc

/// A value that one thread at a time may touch: a POSIX mutex around it.
///
/// Used in place of the standard library's `Mutex`, whose waiting and waking ThreadSanitizer does not see on Linux: it would
/// report every value in one as a race, and hide the real ones among them.
public final class Lock<Value: ~Copyable>: @unchecked Sendable {
    // Unchecked: `value` is touched under the mutex only.
    @usableFromInline let mutex: UnsafeMutablePointer<pthread_mutex_t>
    @usableFromInline var value: Value

    /// An unlocked value.
    @inlinable
    public init(_ value: consuming sending Value) {
        self.value = value
        mutex = .allocate(capacity: 1)
        mutex.initialize(to: pthread_mutex_t())
        pthread_mutex_init(mutex, nil)
    }

    @inlinable
    deinit {
        pthread_mutex_destroy(mutex)
        mutex.deallocate()
    }

    /// Calls `body` with the value while no other thread has it. Blocks until then; not reentrant.
    @inlinable
    public func withLock<Result, Failure: Error>(_ body: (inout Value) throws(Failure) -> Result) throws(Failure)
        -> Result
    {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return try body(&value)
    }
}
