/// A piece of a partition in memory: whole records, one after the other.
///
/// Handed from thread to thread, held by one at a time.
struct Chunk: @unchecked Sendable {
    let base: UnsafeMutableRawPointer
    let capacity: Int
    var count: Int

    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: count) }
}
