import Foundation

/// The standard normal distribution.
enum NormalDistribution {
    /// P(Z ≤ x).
    static func cumulative(_ x: Double) -> Double { 0.5 * erfc(-x / 2.0.squareRoot()) }

    /// The x with P(Z ≤ x) = `probability`, 0 < probability < 1, to about 1e-14.
    ///
    /// Newton steps on the logarithm-free tail from a start by Hastings (Abramowitz & Stegun 26.2.23, error below 4.5e-4).
    static func quantile(_ probability: Double) -> Double {
        let tail = min(probability, 1 - probability)
        let t = (-2 * log(tail)).squareRoot()
        let numerator = 2.515517 + t * (0.802853 + t * 0.010328)
        var x = t - numerator / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)))
        for _ in 0..<4 {
            let density = exp(-x * x / 2) / (2 * Double.pi).squareRoot()
            guard density > 0 else { break }
            x += (0.5 * erfc(x / 2.0.squareRoot()) - tail) / density
        }
        return probability < 0.5 ? -x : x
    }

    /// The x with P(|Z| ≤ x) = `confidence`.
    static func twoSided(_ confidence: Double) -> Double { quantile(0.5 + confidence / 2) }
}
