import Foundation

/// The coefficients c_j of Goodman's estimator (1949), cut off where they are least, and the bias that this leaves.
///
/// With T files read and a missing at random, of M = T + a, an account present in s files is seen in J ~ Hypergeometric(M, s, T) of
/// them. c_j = −(−1)^j·∏_{i=1..j} (a + i − 1)/(T − i + 1) solves E[c_J; J ≥ 1] = P(J = 0) for every s ≤ T, so D + Σ_j c_j·(accounts seen
/// in exactly j files) is unbiased as long as no account is present in more than T files. That is not to be had: accounts
/// active all the time are in all M, and then c_T is as large as the binomial coefficient of M − 1 over T. The |c_j| fall up to
/// j = (T − a)/2 + 1 or so and rise after it; here they end where they are least (or below 1e-10). What is cut off is a bias
/// for accounts present in more files than that, which is computed exactly.
struct GoodmanCoefficients {
    /// Files read, T.
    let read: Int
    /// Files missing, a.
    let missing: Int
    /// c_1, c_2, … up to the cut.
    let values: [Double]
    /// The least value over all s of (expected weight of an account present in s files) − 1: 0 or negative.
    let biasLow: Double
    /// The greatest such value: 0 or positive.
    let biasHigh: Double

    /// Past so many files the bias is not summed but bounded by the last coefficient, which is below 1e-10 there.
    private static let greatestSummed = 2_000

    /// Coefficients for `read` > `missing` ≥ 1. At most about files × cut steps.
    init(read: Int, missing: Int) {
        self.read = read
        self.missing = missing
        values = Self.coefficients(read: read, missing: missing)
        (biasLow, biasHigh) = Self.biases(read: read, missing: missing, coefficients: values)
    }

    /// The weight of an account seen in j ≥ 1 files: 1 for itself, c_j for those like it that were not seen.
    func weight(files: UInt32) -> Double {
        let index = Int(files) - 1
        return 1 + (values.indices.contains(index) ? values[index] : 0)
    }

    private static func coefficients(read: Int, missing: Int) -> [Double] {
        var values: [Double] = []
        var size = 1.0
        for j in 1...read {
            let next = size * Double(missing + j - 1) / Double(read - j + 1)
            if let last = values.last, next >= abs(last) || abs(last) < 1e-10 { break }
            size = next
            values.append(j % 2 == 1 ? size : -size)
        }
        return values
    }

    /// Σ_{j=1..cut} c_j·P(J = j) − P(J = 0) for every s, which is 0 for s ≤ cut.
    private static func biases(read: Int, missing: Int, coefficients: [Double]) -> (Double, Double) {
        let all = read + missing
        guard all <= greatestSummed else {
            let bound = abs(coefficients.last ?? 0)
            return (-bound, bound)
        }
        let logs = LogFactorials(upTo: all)
        var low = 0.0
        var high = 0.0
        for present in (coefficients.count + 1)..<(all + 1) {
            var bias = 0.0
            for j in stride(from: max(0, present - missing), through: min(coefficients.count, present), by: 1) {
                let probability = exp(
                    logs.choose(present, j) + logs.choose(all - present, read - j) - logs.choose(all, read))
                bias += (j == 0 ? -1 : coefficients[j - 1]) * probability
            }
            low = min(low, bias)
            high = max(high, bias)
        }
        return (low, high)
    }
}
