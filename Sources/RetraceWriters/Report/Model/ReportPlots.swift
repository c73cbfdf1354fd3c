/// Plots that stand side by side where there is room.
struct ReportPlots: Sendable {
    var drawings: [ReportPlot]
}
