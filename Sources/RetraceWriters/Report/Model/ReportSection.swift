/// A part of a report under a heading of its own.
struct ReportSection: Sendable {
    /// The anchor, unique in the report; letters and hyphens.
    let anchor: String
    /// The heading.
    let sectionTitle: String
    /// In order.
    let blocks: [ReportBlock]
}
