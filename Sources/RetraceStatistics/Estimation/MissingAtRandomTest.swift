/// Tests whether chance could have taken the missing files of a stream, which ``MissingShardEstimator`` rests on.
///
/// Four tests share an error of 4.5 % by weights (Bonferroni), so that losses by chance are taken for another kind less than 5
/// times in 100: runs of neighbours (18 %), larger files (40 %), smaller files (5 %), shared labels (37 %, divided among the
/// labels that the paths have). Larger files weigh more than smaller ones because they lead to a number that is too low, the
/// worse mistake. Part numbers are looked at only where no host is named: they stand for it. A single missing file can't be
/// told from a random one by its neighbours or labels; then the assumption stays untested but for its volume.
///
/// Where names alone tell which files are missing, a loss that goes beyond the first or the last name there is can't be seen
/// whole. A fifth test, with an error of its own of 0.5 %, looks whether the grid begins or ends with missing files.
public struct MissingAtRandomTest: Sendable {
    /// Probability, at most, of refusing when chance alone chose the files.
    public static let error = 0.045
    /// The share of random losses that may be refused for files at the ends.
    private static let endError = 0.005
    private static let runsWeight = 0.18
    private static let largerWeight = 0.40
    private static let smallerWeight = 0.05
    private static let labelsWeight = 0.37

    /// The least of the tests' probabilities, corrected for their number; at most 1.
    public let probability: Double
    /// Why the loss is not random; nil when it may be.
    public let refusal: Refusal?
    /// Whether the volumes of the missing files were known, from a manifest or from the hour, and hence tested.
    public let testedVolume: Bool

    /// The test of all expected files of a stream, in any order. Sorts them; damaged ones count as missing. `isGuessed` says that
    /// names alone tell which files are missing.
    public init(_ shards: [Shard], isGuessed: Bool = false) {
        let pattern = LossPattern(shards)
        let findings =
            Self.runs(pattern) + Self.volume(pattern) + Self.labels(pattern) + (isGuessed ? Self.ends(pattern) : [])
        let strongest = findings.min { $0.probability < $1.probability }
        probability = min(1, strongest?.probability ?? 1)
        refusal = probability <= Self.error ? strongest?.refusal : nil
        testedVolume = pattern.entries.allSatisfy { $0.volume != nil }
    }

    private typealias Finding = (probability: Double, refusal: Refusal)

    private static func runs(_ pattern: LossPattern) -> [Finding] {
        guard pattern.lost > 1 else { return [] }
        let isLost = pattern.entries.map(\.isLost)
        let reason = Refusal.contiguousLoss(missing: pattern.lost, runs: RunsTest.runs(isLost))
        return [(RunsTest.probability(isLost) / runsWeight, reason)]
    }

    /// Weighted so that its error is ``endError``.
    private static func ends(_ pattern: LossPattern) -> [Finding] {
        let isLost = pattern.entries.map(\.isLost)
        let (first, last) = (isLost.prefix { $0 }.count, isLost.reversed().prefix { $0 }.count)
        let files = max(first, last)
        guard files > 0, pattern.lost < isLost.count else { return [] }
        let probability = RunsTest.endProbability(files, lost: pattern.lost, of: isLost.count)
        return [(probability * error / endError, .endLost(files: files, isFirst: first > last))]
    }

    private static func volume(_ pattern: LossPattern) -> [Finding] {
        let volumes = pattern.entries.compactMap(\.volume)
        guard volumes.count == pattern.entries.count else { return [] }
        guard let test = RankSumTest(volumes: volumes, isLost: pattern.entries.map(\.isLost)) else { return [] }
        return [(test.larger / largerWeight, .busyHoursLost), (test.smaller / smallerWeight, .quietHoursLost)]
    }

    private static func labels(_ pattern: LossPattern) -> [Finding] {
        guard pattern.lost > 1 else { return [] }
        var tests = ShardLabel.allCases.compactMap { label in
            SharedLabelTest(pattern, label: label).map { (label, $0) }
        }
        if tests.contains(where: { $0.0 == .host }) { tests.removeAll { $0.0 == .part } }
        return tests.map { label, test in
            (
                test.probability * Double(tests.count) / labelsWeight,
                .commonCause(label: label, value: test.value, missing: pattern.lost, shared: test.shared)
            )
        }
    }
}
