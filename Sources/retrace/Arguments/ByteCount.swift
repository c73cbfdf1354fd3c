import ArgumentParser
import RetraceCore

/// A number of bytes as people write it: `67108864`, `64MiB`, `4GiB`, `500MB`, `1.5GiB`; case does not matter.
struct ByteCount: ExpressibleByArgument, Equatable {
    var bytes: Int

    private static let units: [(suffix: String, factor: Int)] = [
        ("kib", 1 << 10), ("mib", 1 << 20), ("gib", 1 << 30), ("tib", 1 << 40), ("kb", 1000), ("mb", 1_000_000),
        ("gb", 1_000_000_000), ("tb", 1_000_000_000_000), ("k", 1 << 10), ("m", 1 << 20), ("g", 1 << 30), ("b", 1),
        ("", 1),
    ]

    init(bytes: Int) { self.bytes = bytes }

    init?(argument: String) {
        let text = argument.lowercased()
        guard let unit = ByteCount.units.first(where: { text.hasSuffix($0.suffix) }) else { return nil }
        let parts = text.dropLast(unit.suffix.count).split(separator: ".", omittingEmptySubsequences: false)
        guard let whole = parts.first.flatMap(ByteCount.number), parts.count == 1 || unit.factor > 1 else { return nil }
        var fraction = 0
        if parts.count > 1 {
            guard parts.count == 2, parts[1].utf8.count <= ByteCount.fractionDigitsMax,
                let digits = ByteCount.number(parts[1])
            else { return nil }
            // Below 10^6 times 2^40: no overflow. What is finer than a byte is cut off.
            fraction = digits * unit.factor / ByteCount.power(of: 10, parts[1].utf8.count)
        }
        let (product, isOver) = whole.multipliedReportingOverflow(by: unit.factor)
        let (sum, isOverAgain) = product.addingReportingOverflow(fraction)
        guard !isOver, !isOverAgain else { return nil }
        bytes = sum
    }

    private static let fractionDigitsMax = 6

    private static func number(_ digits: Substring) -> Int? {
        digits.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(digits) : nil
    }

    private static func power(of base: Int, _ exponent: Int) -> Int {
        (0..<exponent).reduce(1) { power, _ in power * base }
    }

    var defaultValueDescription: String { "\(bytes)" }
}
