import RetraceCore
import RetraceStatistics

/// Tables of what only a case knows. Never in a public report: nothing of them is withheld.
enum EvidenceTables {
    /// Products that have a column.
    private static let productsMax = 6

    /// Sources by products; the largest products when there are many.
    static func uses(_ evidence: ReportEvidence) -> [ReportBlock] {
        guard !evidence.uses.isEmpty else { return [] }
        let byProduct = Dictionary(grouping: evidence.uses) { TextKey(text: $0.product) }
        let products = byProduct.keys.sorted { left, right in
            let (leftSize, rightSize) = (size(byProduct[left]), size(byProduct[right]))
            return leftSize != rightSize ? leftSize > rightSize : left < right
        }
        let shown = Array(products.prefix(productsMax))
        let bySource = Dictionary(grouping: evidence.uses) { TextKey(text: $0.source) }
        let rows = bySource.keys.sorted().map { source in
            let cells = shown.map { product in
                bySource[source]?.first { TextKey(text: $0.product) == product }.map {
                    PublishedBounds($0.accounts).text
                } ?? "0"
            }
            return ReportTable.Draft(TextEscaper.shortened(source.text), texts: cells)
        }
        let table = ReportTable(
            "Accounts matched before the cutoff, by source and product", name: "Source",
            headings: shown.map { TextEscaper.shortened($0.text) }, rows: rows)
        let rest = products.count - shown.count
        return [.table(table)] + (rest > 0 ? [.note("The largest products are shown; \(rest) more are not.")] : [])
            + cut(evidence)
    }

    private static func cut(_ evidence: ReportEvidence) -> [ReportBlock] {
        guard evidence.accountsCut > 0 else { return [] }
        let number = Figures.count(evidence.accountsCut)
        let accounts = evidence.accountsCut == 1 ? "1 account has" : "\(number) accounts have"
        return [
            .note(
                "\(accounts) more lines than a case keeps of one account, \(Limits.evidenceEventsPerAccount), those that "
                    + "decide a count first: what only the others tell is missing from this table.")
        ]
    }

    private static func size(_ uses: [ReportEvidence.Use]?) -> UInt64 {
        uses?.reduce(0) { $0 + $1.accounts.upper } ?? 0
    }

    /// People and records by residence.
    static func residences(_ evidence: ReportEvidence, havePersons: Bool) -> [ReportBlock] {
        guard !evidence.residences.isEmpty else { return [] }
        let rows = evidence.residences.map { place in
            let name = place.region == "unknown" ? place.country : "\(place.country) · \(place.region)"
            return ReportTable.Draft(
                TextEscaper.shortened(name),
                texts: [PublishedBounds(place.people).text, PublishedBounds(place.records).text])
        }
        let table = ReportTable(
            "People and records by residence: those matched before the cutoff, and their match events",
            name: "Country and region", headings: [havePersons ? "People" : "Accounts", "Records"], rows: rows)
        return [.table(table), .note("A person with accounts in several places is counted in each of them.")]
            + cut(evidence)
    }
}
