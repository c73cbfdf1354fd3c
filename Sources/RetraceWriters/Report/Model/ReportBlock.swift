/// A piece of a section. Exactly one of the optional parts is there; the templates ask which.
struct ReportBlock: Sendable {
    var paragraph: String?
    var note: String?
    var heading: String?
    var code: String?
    var list: ReportList?
    var table: ReportTable?
    var plots: ReportPlots?
    var claims: ReportClaims?

    static func paragraph(_ text: String) -> ReportBlock { ReportBlock(paragraph: text) }
    static func note(_ text: String) -> ReportBlock { ReportBlock(note: text) }
    static func heading(_ text: String) -> ReportBlock { ReportBlock(heading: text) }
    static func code(_ text: String) -> ReportBlock { ReportBlock(code: text) }
    static func list(_ items: [String]) -> ReportBlock { ReportBlock(list: ReportList(items: items)) }
    static func table(_ table: ReportTable) -> ReportBlock { ReportBlock(table: table) }
    static func plots(_ plots: [ReportPlot]) -> ReportBlock { ReportBlock(plots: ReportPlots(drawings: plots)) }
    static func claims(_ claims: [ReportClaim]) -> ReportBlock { ReportBlock(claims: ReportClaims(tested: claims)) }
}
