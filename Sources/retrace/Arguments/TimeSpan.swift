import ArgumentParser

/// A stretch of time as people write it: `5s`, `250ms`, `2m`, `1h`, or `0`; case does not matter.
struct TimeSpan: ExpressibleByArgument, Equatable {
    var milliseconds: Int64

    private static let units: [(suffix: String, factor: Int64)] = [
        ("ms", 1), ("s", 1000), ("min", 60_000), ("m", 60_000), ("h", 3_600_000),
    ]

    init(milliseconds: Int64) { self.milliseconds = milliseconds }

    init?(argument: String) {
        let text = argument.lowercased()
        if text == "0" {
            milliseconds = 0
            return
        }
        // A bare number other than 0 could mean seconds or milliseconds.
        guard let unit = TimeSpan.units.first(where: { text.hasSuffix($0.suffix) }) else { return nil }
        let digits = text.dropLast(unit.suffix.count)
        guard !digits.isEmpty, digits.allSatisfy({ $0.isASCII && $0.isNumber }), let number = Int64(digits) else {
            return nil
        }
        let (product, overflow) = number.multipliedReportingOverflow(by: unit.factor)
        guard !overflow else { return nil }
        milliseconds = product
    }

    var defaultValueDescription: String { milliseconds == 0 ? "0" : "\(milliseconds)ms" }
}
