import RetraceCore

extension Estimates {
    /// Estimates of counts from logs that miss nothing: the interval is the point.
    public init(exactly totals: Totals, confidence: Double = 0.95) {
        self.init(
            accounts: Estimates.pairs(totals.accounts, confidence),
            persons: totals.persons.map { Estimates.pairs($0, confidence) })
    }

    private static func pairs(_ counts: Sided<CountSet>, _ confidence: Double) -> Sided<[String: EstimatePair]> {
        func estimate(_ count: UInt64) -> Estimate {
            Estimate(
                point: Double(count), low: Double(count), high: Double(count), confidence: confidence, method: "exact",
                assumptions: ["Every line that was ever written to the logs was read."])
        }
        func pairs(_ set: CountSet) -> [String: EstimatePair] {
            Dictionary(
                uniqueKeysWithValues: CountKind.allCases.map { kind in
                    (kind.name, EstimatePair(lower: estimate(set[kind].lower), upper: estimate(set[kind].upper)))
                })
        }
        return Sided(before: pairs(counts.before), since: pairs(counts.since))
    }
}
