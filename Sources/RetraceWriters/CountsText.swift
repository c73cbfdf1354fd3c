import RetraceCore
import RetraceStatistics

/// The five counts alone, as text for people.
public enum CountsText {
    /// A table for each side of a cutoff, which is given as results have it.
    public static func text(cutoff: String, counts: Totals) -> String {
        let funnel = Funnel(cutoff: cutoff, counts: counts)
        var lines = funnel.lines(.before) + [""] + funnel.lines(.since)
        if let note = funnel.note { lines += ["", note] }
        return lines.joined(separator: "\n") + "\n"
    }
}
