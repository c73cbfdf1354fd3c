import Foundation

/// ln n! for n = 0 … last, by summation: exact to about 1e-13 for the thousands of files that it is used for.
struct LogFactorials {
    private let values: [Double]

    /// The table up to `last`!; linear.
    init(upTo last: Int) {
        var values = [0.0]
        values.reserveCapacity(last + 1)
        for n in 0..<max(0, last) { values.append(values[n] + log(Double(n + 1))) }
        self.values = values
    }

    /// ln of n over k; minus infinity where there is no such choice.
    func choose(_ n: Int, _ k: Int) -> Double {
        guard k >= 0, k <= n else { return -.infinity }
        return values[n] - values[k] - values[n - k]
    }
}
