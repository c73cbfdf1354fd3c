/// A report as content, whatever form it is given.
struct ReportDocument: Sendable {
    /// The name of the page.
    let pageTitle: String
    /// The answer, in one sentence.
    let answer: String
    /// What stands beside it, a sentence or two each.
    let lead: [String]
    /// What the reader should know before anything else; nil when there is nothing.
    let notice: String?
    /// The counts.
    let funnel: ReportTable
    /// How to read two numbers.
    let reading: String
    /// The rest, in order.
    let sections: [ReportSection]
    /// What made it.
    let colophon: String
}
