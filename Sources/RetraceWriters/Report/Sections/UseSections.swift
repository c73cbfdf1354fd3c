import RetraceCore
import RetraceStatistics

/// Where the data came from, where it was used, and whom it concerns.
enum UseSections {
    static func sources(_ publication: Publication, _ evidence: ReportEvidence?) -> ReportSection {
        ReportSection(
            anchor: "sources", sectionTitle: "Sources and products",
            blocks: [
                .paragraph(
                    "What the data had been given for at the moment of its use, and the products that used it. An account "
                        + "is counted once in every row that it falls in, so rows may add up to more than the total."),
                BreakdownTable.block(publication.sources, "Accounts by source", name: "Source", rowsMax: 50),
                BreakdownTable.block(publication.products, "Accounts by product", name: "Product", rowsMax: 50),
            ] + (evidence.map(EvidenceTables.uses) ?? []))
    }

    static func advertisers(_ publication: Publication) -> ReportSection {
        let title = "Advertisers and partners"
        guard !publication.options.isPublic else {
            return ReportSection(
                anchor: "advertisers", sectionTitle: title,
                blocks: [.note("Advertisers are known by identifiers, and a public report names none.")])
        }
        let table = PublishedTable(
            publication.result.breakdowns.advertiser.map {
                .init(name: $0.advertiser, counts: Sided(before: $0.before, since: $0.since))
            }, columns: CountColumn.uses)
        return ReportSection(
            anchor: "advertisers", sectionTitle: title,
            blocks: [
                .paragraph(
                    "Whose audiences the accounts were put into: advertisers, and data partners where the audience is "
                        + "theirs."),
                BreakdownTable.block(
                    table, "Accounts by advertiser, the largest first", name: "Advertiser",
                    rowsMax: publication.options.advertisersMax),
            ])
    }

    static func residences(_ publication: Publication, _ evidence: ReportEvidence?) -> ReportSection {
        let people = evidence.map { EvidenceTables.residences($0, havePersons: publication.havePersons) } ?? []
        return ReportSection(
            anchor: "residence", sectionTitle: "Residence, for notices",
            blocks: [
                .paragraph(
                    "Approximate numbers of data subjects by country and region, as GDPR Article 33(3)(a) and other "
                        + "notification laws ask for. An account has one residence: rows add up to the totals."),
                BreakdownTable.block(publication.residences, "Accounts by residence", name: "Country and region"),
            ] + people + [
                records(publication),
                BreakdownTable.block(
                    publication.impressionCountries, "Accounts reached, by the country where the ad was served",
                    name: "Country"),
            ])
    }

    private static func title(_ verdict: Verdict) -> String {
        let words = verdict.name.replacing("_", with: " ")
        return words.prefix(1).uppercased() + words.dropFirst()
    }

    /// How many records are concerned: match events.
    private static func records(_ publication: Publication) -> ReportBlock {
        let rows = publication.result.verdicts.before.listed.map { verdict in
            ReportTable.Draft(
                title(verdict), meaning: VerdictTable.meaning(verdict),
                texts: Side.allCases.map { side in
                    publication.verdicts(side).map { Figures.count($0[verdict]) } ?? PublishedBounds.mark
                })
        }
        return .table(
            ReportTable(
                "Records concerned: match events by verdict. Restricted ones are the lower number, all but the permitted "
                    + "ones the upper", name: "Verdict", headings: ["before", "since"], rows: rows))
    }
}
