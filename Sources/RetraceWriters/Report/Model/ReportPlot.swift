/// A drawing with the words that say the same.
struct ReportPlot: Sendable {
    /// What is drawn.
    let plotTitle: String
    /// What a reader would see in it.
    let description: String
    /// The drawing: SVG made by ``BandPlot``, escaped already.
    let svg: String
}
