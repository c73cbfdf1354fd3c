import RetraceCore
import RetraceHost
import RetraceIngest
import RetraceStatistics

/// Keeps a run's evidence in memory, in words that don't depend on the numbers that a run gave.
final class EvidenceLog: EvidenceSink {
    /// An account as tests look at it.
    struct Account: Equatable {
        var id: String
        var person: String
        var residence: String
        var mask: CountMask
        var instants: [Instant]
        var events: [String]
        var decided: [CountMask]
        var cells: [String]
        var spans: [String]
    }

    private let taken = Lock<[Account]>([])

    /// All accounts, by id.
    var accounts: [Account] { taken.withLock { $0.sorted { $0.id < $1.id } } }

    func take(_ batch: EvidenceBatch, texts: Texts, partitionCount: Int) throws {
        let named = batch.accounts.indices.map { EvidenceLog.account($0, batch, texts) }
        taken.withLock { $0 += named }
    }

    private static func account(_ position: Int, _ batch: EvidenceBatch, _ texts: Texts) -> Account {
        let account = batch.accounts[position]
        let count = EvidenceBatch.instantsPerAccount
        return Account(
            id: String(decoding: batch.texts[account.account], as: UTF8.self),
            person: String(decoding: batch.texts[account.person], as: UTF8.self),
            residence: "\(texts.string(account.country)) \(texts.string(account.region))", mask: account.mask,
            instants: Array(batch.instants[position * count..<(position + 1) * count]),
            events: batch.events[account.events].map { event($0, batch, texts) },
            decided: batch.events[account.events].map(\.decides),
            cells: batch.cells[account.cells].map { cell($0, texts) }.sorted(),
            spans: batch.spans[account.spans].map { span($0, batch, texts) }.sorted())
    }

    private static func event(_ event: EvidenceEvent, _ batch: EvidenceBatch, _ texts: Texts) -> String {
        let hash = event.hash.map { "\($0.word0) \($0.word3)" } ?? "-"
        return "\(event.kind) \(event.instant.rfc3339) \(event.file):\(event.line) \(texts.string(event.text)) \(hash) "
            + "\(event.type) \(event.isRemoval) \(event.verdict?.name ?? "-") "
            + "\(sources(event.sourceSet, batch, texts)) \(texts.string(event.country)) \(event.decides.rawValue)"
    }

    private static func sources(_ set: UInt32, _ batch: EvidenceBatch, _ texts: Texts) -> [String] {
        batch.sourceSets[Int(set)].map { "\($0.type.name) \(texts.string($0.purpose))" }.sorted()
    }

    private static func cell(_ cell: EvidenceCell, _ texts: Texts) -> String {
        let source = SourceCell(rawValue: cell.cell)
        let name =
            cell.dimension == .source
            ? "\(source.type.name) \(texts.string(source.purpose))" : texts.string(TextID(cell.cell))
        return "\(cell.dimension) \(name) \(cell.mask.rawValue)"
    }

    private static func span(_ span: ExposureSpan, _ batch: EvidenceBatch, _ texts: Texts) -> String {
        "\(texts.string(span.audience)) \(span.start.milliseconds) \(span.end.milliseconds) "
            + "\(sources(span.lowerSet, batch, texts)) \(sources(span.upperSet, batch, texts))"
    }
}
