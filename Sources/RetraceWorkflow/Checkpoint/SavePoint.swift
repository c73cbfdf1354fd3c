/// Lets a run be saved between two pieces of its work.
struct SavePoint {
    /// Whether it should be, as soon as the pieces at hand are done. Thread-safe.
    let isDue: @Sendable () -> Bool
    /// Saves it.
    let save: () throws -> Void
}
