/// Sentences or names, one below the other.
struct ReportList: Sendable {
    var items: [String]
}
