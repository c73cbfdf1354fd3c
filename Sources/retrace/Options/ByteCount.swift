import ArgumentParser

/// A size in bytes as people write it: `64MiB`, `4GiB`, `1.5GiB`, `500MB`, `1048576`.
///
/// `KiB`, `MiB`, `GiB` and `TiB` are powers of 1024, `kB`, `MB`, `GB` and `TB` powers of 1000; `K`, `M`, `G` and `T` alone
/// are powers of 1024, as other programs have them. Case does not matter. Part of a byte is dropped.
struct ByteCount: Equatable, ExpressibleByArgument, CustomStringConvertible {
    /// The number of bytes.
    let bytes: Int

    /// A size from its number of bytes.
    init(bytes: Int) { self.bytes = bytes }

    /// A size from text; nil when it is none, or is 2^63 bytes or more.
    init?(argument: String) {
        let number = argument.prefix { ("0"..."9").contains($0) || $0 == "." }
        let unit = argument.dropFirst(number.count).drop { $0 == " " }.lowercased()
        guard let factor = ByteCount.factor(unit), let bytes = ByteCount.multiply(number, by: factor) else {
            return nil
        }
        self.bytes = bytes
    }

    /// The size in the largest binary unit that divides it: `64MiB`.
    var description: String {
        let units = ["TiB", "GiB", "MiB", "KiB"]
        for (position, unit) in units.enumerated() {
            let factor = 1 << (10 * (units.count - position))
            if bytes > 0 && bytes % factor == 0 { return "\(bytes / factor)\(unit)" }
        }
        return "\(bytes) bytes"
    }

    private static func factor(_ unit: String) -> Int? {
        if unit.isEmpty || unit == "b" { return 1 }
        guard let letter = unit.first, let power = Array("kmgt").firstIndex(of: letter) else { return nil }
        let base: Int
        switch unit.dropFirst() {
        case "", "ib": base = 1024
        case "b": base = 1000
        default: return nil
        }
        return (0...power).reduce(1) { product, _ in product * base }
    }

    /// Digits with or without a decimal part, times a factor; whole numbers exactly.
    private static func multiply(_ number: Substring, by factor: Int) -> Int? {
        if let whole = Int(number) {
            let (product, overflow) = whole.multipliedReportingOverflow(by: factor)
            return overflow ? nil : product
        }
        guard let first = number.first, let last = number.last, first != ".", last != ".",
            let value = Double(number), value * Double(factor) < 0x1p63
        else { return nil }
        return Int(value * Double(factor))
    }
}
