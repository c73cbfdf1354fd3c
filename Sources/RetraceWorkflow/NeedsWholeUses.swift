/// Thrown by a first pass that came upon lines of one event which only their whole hashes can put in order, where these were not
/// kept. What it found is not to be used.
struct NeedsWholeUses: Error {}
