import RetraceCore
import RetraceHost
import RetraceIngest

/// Takes the evidence of a part that is reduced, and writes it to the piece's stream.
final class PieceSink: EvidenceSink {
    private struct Target: @unchecked Sendable {
        // Unchecked: only ever used under the lock.
        var writer: ExchangeWriter?
        var part = 0
    }

    private let target = Lock(Target())

    /// Evidence goes to `writer` from now on, as that of `part`; with nil, nowhere.
    func turn(to writer: ExchangeWriter?, part: Int = 0) {
        target.withLock { $0 = Target(writer: writer, part: part) }
    }

    /// The number of the batch stands in the block's head, so that blocks can be put in order unread.
    func take(_ batch: EvidenceBatch, texts: Texts, partitionCount: Int) throws {
        var dictionary = TextDictionary(texts)
        try target.withLock { target in
            try target.writer?.writeMessage(
                .caseAccounts, part: target.part, count: batch.partition, texts: &dictionary
            ) { encoder, texts in
                encoder.number(UInt64(partitionCount))
                batch.encode(into: &encoder, texts: &texts)
            }
        }
    }
}
