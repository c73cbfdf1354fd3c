import RetraceCore
import RetraceStatistics

/// What the logs can't show.
struct LimitSection {
    let publication: Publication
    let rejections: [Rejection]
    private var result: ReplayResult { publication.result }

    var section: ReportSection {
        var blocks: [ReportBlock] = [.table(streams)]
        blocks += incomplete + rejected
        blocks += [.heading("Uses whose verdict is open"), .paragraph(openVerdicts)]
        blocks += [.heading("Estimates")] + EstimateWords(publication).blocks
        if !publication.options.isPublic && !result.warnings.isEmpty {
            blocks += [.heading("Warnings of the run"), .list(result.warnings)]
        }
        return ReportSection(anchor: "limits", sectionTitle: "What the logs can’t show", blocks: blocks)
    }

    private var streams: ReportTable {
        let rows = LogStream.allCases.map { stream in
            let summary = result.streams[stream.name] ?? StreamSummary()
            guard summary.files > 0 else {
                return ReportTable.Draft(stream.name, meaning: "not there", texts: Array(repeating: "–", count: 6))
            }
            let numbers = [summary.files, summary.lines, summary.rejected, summary.duplicates].map(Figures.count)
            let stamps = [summary.firstTimestamp, summary.lastTimestamp].map { $0.map { Figures.stamp($0) } ?? "–" }
            return ReportTable.Draft(stream.name, texts: numbers + stamps)
        }
        return ReportTable(
            "What was read of each stream; times are UTC", name: "Stream",
            headings: ["Files", "Lines", "Rejected", "Duplicates", "From", "To"], isText: [4, 5], rows: rows)
    }

    private var incomplete: [ReportBlock] {
        guard !result.incomplete.isEmpty else { return [.paragraph("Every file that was found was read to its end.")] }
        let count = Figures.count(UInt64(result.incomplete.count))
        let sentence =
            result.incomplete.count == 1
            ? "1 file is missing, not as the manifest has it, or was not read to its end. What was read of it counts."
            : "\(count) files are missing, not as the manifest has them, or were not read to their end. What was read of "
                + "them counts."
        guard !publication.options.isPublic else { return [.paragraph(sentence)] }
        return [.paragraph(sentence), .list(result.incomplete.prefix(50).map(Remarks.text).map(TextEscaper.shortened))]
    }

    private var rejected: [ReportBlock] {
        let total = result.streams.values.reduce(0) { $0 + $1.rejected }
        guard total > 0 else { return [.paragraph("No line was rejected.")] }
        let sentence =
            "\(Figures.count(total)) \(total == 1 ? "line was" : "lines were") not valid and count for nothing."
        guard !publication.options.isPublic, !rejections.isEmpty else { return [.paragraph(sentence)] }
        let samples = Remarks.firstOfEachStream(rejections, count: 3)
        return [
            .paragraph(sentence + " The first ones of each stream:"),
            .list(samples.map(Remarks.text).map(TextEscaper.shortened)),
        ]
    }

    private var openVerdicts: String {
        "A use is open when the purpose is under no prefix of the policy (unclassified), when the data was no longer held "
            + "(stale), or when the logs never saw it given (unattributed). Open uses count for nothing in the lower numbers "
            + "and as restricted in the upper ones."
    }
}
