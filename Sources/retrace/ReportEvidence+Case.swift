import RetraceCase
import RetraceWriters

extension ReportEvidence {
    /// What a case knows. Throws as ``RetraceCase/CaseReader`` does.
    init(_ reader: CaseReader) throws {
        self.init(
            residences: try reader.residences().map {
                Residence(country: $0.country, region: $0.region, people: $0.people, records: $0.records)
            },
            uses: try reader.uses().map {
                Use(source: "\($0.idType) · \($0.purpose)", product: $0.product, accounts: $0.accounts)
            },
            accountsCut: try reader.accountsCut())
    }
}
