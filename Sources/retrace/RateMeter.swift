/// Bytes a second over the last few seconds, so that it follows changes without trembling.
struct RateMeter {
    private static let window = 5.0
    private var samples: [(seconds: Double, bytes: UInt64)] = []

    /// Notes how much had been read at a moment; moments don't go back.
    mutating func add(bytes: UInt64, at seconds: Double) {
        samples.append((seconds, bytes))
        // The newest sample older than the window stays: the rate is measured from there.
        while samples.count > 2 && samples[1].seconds <= seconds - RateMeter.window { samples.removeFirst() }
    }

    /// Bytes a second; 0 while it can't be told.
    var rate: Double {
        guard let first = samples.first, let last = samples.last, last.seconds > first.seconds, last.bytes > first.bytes
        else { return 0 }
        return Double(last.bytes - first.bytes) / (last.seconds - first.seconds)
    }
}
