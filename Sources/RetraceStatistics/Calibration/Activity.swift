import Foundation

/// How many pieces of evidence the people of a simulated incident leave: at least one each.
public enum Activity: Equatable, Sendable {
    /// One each: the case that smoothing gets the most wrong.
    case single
    /// Geometric with a mean.
    case geometric(mean: Double)
    /// 1 + Poisson with a log-normal rate e^(σZ).
    case logNormal(sigma: Double)
    /// Zipf with an exponent, at most 1,000.
    case zipf(exponent: Double)

    /// The name in tables.
    public var name: String {
        switch self {
        case .single: "single"
        case .geometric(let mean): "geometric, mean \(short(mean))"
        case .logNormal(let sigma): "log-normal Poisson, σ \(short(sigma))"
        case .zipf(let exponent): "Zipf, exponent \(short(exponent))"
        }
    }

    private func short(_ value: Double) -> String {
        value == value.rounded() ? String(Int(value)) : String(value)
    }
}

/// Draws from an ``Activity``.
struct ActivitySampler {
    private let activity: Activity
    /// Of Zipf: P(X ≤ k), k = 1 … 1,000.
    private let cumulative: [Double]

    init(_ activity: Activity) {
        self.activity = activity
        guard case .zipf(let exponent) = activity else {
            cumulative = []
            return
        }
        let weights = (1...1000).map { pow(Double($0), -exponent) }
        let total = weights.reduce(0, +)
        var sum = 0.0
        cumulative = weights.map { weight in
            sum += weight / total
            return sum
        }
    }

    func draw(_ random: inout SeededGenerator) -> Int {
        switch activity {
        case .single: return 1
        case .geometric(let mean):
            guard mean > 1 else { return 1 }
            return 1 + Int(log(1 - random.uniform()) / log(1 - 1 / mean))
        case .logNormal(let sigma): return 1 + Self.poisson(exp(sigma * Self.normal(&random)), &random)
        case .zipf: return 1 + lowerBound(cumulative, random.uniform(), below: cumulative.count - 1)
        }
    }

    private static func normal(_ random: inout SeededGenerator) -> Double {
        (-2 * log(1 - random.uniform())).squareRoot() * cos(2 * Double.pi * random.uniform())
    }

    /// By inversion; large rates, where e^−rate would vanish, by the normal approximation, which is as good an activity.
    private static func poisson(_ rate: Double, _ random: inout SeededGenerator) -> Int {
        guard rate < 100 else { return max(0, Int(rate + rate.squareRoot() * normal(&random))) }
        var term = exp(-rate)
        var sum = term
        let target = random.uniform()
        var value = 0
        while sum < target, value < 1000 {
            value += 1
            term *= rate / Double(value)
            sum += term
        }
        return value
    }
}

/// The first index whose value is above `target`, or `last`; `values` rise.
func lowerBound(_ values: [Double], _ target: Double, below last: Int) -> Int {
    var low = 0
    var high = last
    while low < high {
        let middle = (low + high) / 2
        if values[middle] > target { high = middle } else { low = middle + 1 }
    }
    return low
}
