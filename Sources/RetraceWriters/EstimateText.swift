import RetraceStatistics

/// Writes a result's estimates for people.
public enum EstimateText {
    /// The text, with a final line feed.
    public static func text(_ result: ReplayResult) -> String {
        let lines = EstimateTable.lines(result)
        return lines.isEmpty
            ? "Nothing is missing, as far as is known: every count is exact.\n" : lines.map { $0 + "\n" }.joined()
    }
}
