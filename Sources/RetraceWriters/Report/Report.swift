import RetraceCore
import RetraceStatistics

/// A result as a page to be read: one file, without scripts, and with nothing to fetch.
///
/// Pure: the same input and options give the same bytes. Cost: the rows of the breakdowns, and where small cells are
/// withheld ``CellSuppression``.
public struct Report: Sendable {
    private let document: ReportDocument

    /// A report of `input`.
    public init(_ input: ReportInput, options: ReportOptions = ReportOptions()) {
        let publication = Publication(input.result, options)
        let answer = ReportAnswer(publication)
        let evidence = options.isPublic ? nil : input.evidence
        let sections: [ReportSection?] = [
            TimeSection.make(publication), UseSections.sources(publication, evidence),
            UseSections.advertisers(publication),
            UseSections.residences(publication, evidence), ClaimSection(publication).section,
            LimitSection(publication: publication, rejections: input.rejections).section,
            MethodSections.method(input, publication), MethodSections.tracing(input, publication),
            MethodSections.inputs(input, publication),
        ]
        document = ReportDocument(
            pageTitle: "People affected before \(answer.cutoff)", answer: answer.sentence, lead: answer.lead,
            notice: Report.notice(input.result, publication), funnel: FunnelTable.make(publication, .before),
            reading: "Of two numbers, the logs prove the first and do not rule out the second.",
            sections: sections.compactMap(\.self), colophon: "Made by retrace \(input.run.version).")
    }

    private static func notice(_ result: ReplayResult, _ publication: Publication) -> String? {
        var sentences: [String] = []
        if !result.incomplete.isEmpty {
            sentences.append("Some files were not read to their end: the counts are of what was read.")
        }
        if publication.options.isPublic {
            let small = Figures.count(publication.options.smallCell)
            sentences.append("Public edition: counts below \(small), and what would give them away, are withheld (∗).")
        }
        return sentences.isEmpty ? nil : sentences.joined(separator: " ")
    }

    /// The report as HTML.
    public var html: String { ReportTemplates.html.render(document, library: ReportTemplates.htmlParts) }

    /// The same content as Markdown, with words for drawings.
    public var markdown: String { ReportTemplates.markdown.render(document, library: ReportTemplates.markdownParts) }
}
