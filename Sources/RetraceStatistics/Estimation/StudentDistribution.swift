import Foundation

/// Student's t distribution.
enum StudentDistribution {
    /// The x with P(|t| ≤ x) = `confidence` for `degrees` > 0 degrees of freedom (fractions allowed), to about 1e-10.
    static func twoSided(_ confidence: Double, degrees: Double) -> Double {
        guard degrees < 1e6 else { return NormalDistribution.twoSided(confidence) }
        var low = 0.0
        var high = 1.0
        while outside(high, degrees: degrees) > 1 - confidence { high *= 2 }
        for _ in 0..<60 {
            let middle = (low + high) / 2
            if outside(middle, degrees: degrees) > 1 - confidence { low = middle } else { high = middle }
        }
        return (low + high) / 2
    }

    /// P(|t| > x) = I_{ν/(ν+x²)}(ν/2, 1/2).
    static func outside(_ x: Double, degrees: Double) -> Double {
        incompleteBeta(degrees / (degrees + x * x), degrees / 2, 0.5)
    }

    /// The regularised incomplete beta function I_x(a, b), by Lentz's continued fraction (Numerical Recipes, 6.4).
    static func incompleteBeta(_ x: Double, _ a: Double, _ b: Double) -> Double {
        guard x > 0 else { return 0 }
        guard x < 1 else { return 1 }
        let front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x))
        return x < (a + 1) / (a + b + 2)
            ? front * betaFraction(x, a, b) / a : 1 - front * betaFraction(1 - x, b, a) / b
    }

    private static func betaFraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
        func kept(_ value: Double) -> Double { abs(value) < 1e-300 ? 1e-300 : value }
        var c = 1.0
        var d = 1 / kept(1 - (a + b) * x / (a + 1))
        var result = d
        for step in 1...10_000 {
            let m = Double(step)
            let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
            d = 1 / kept(1 + even * d)
            c = kept(1 + even / c)
            result *= d * c
            let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
            d = 1 / kept(1 + odd * d)
            c = kept(1 + odd / c)
            result *= d * c
            if abs(d * c - 1) < 1e-15 { break }
        }
        return result
    }
}
