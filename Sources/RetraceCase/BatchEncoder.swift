import RetraceCore

/// Turns batches into rows. Used by one thread at a time, for one batch after the other: it remembers the numbers of the
/// texts that it has met, four bytes for each text of the run.
final class BatchEncoder: @unchecked Sendable {
    // Unchecked: whoever has taken it out of the writer's list uses it alone.
    /// By text: its number in the case, or 0; ``asked`` for those whose numbers ``needs`` asks for.
    private var numbers: [UInt32] = []
    private var isAudience: [Bool] = []
    private static let asked = UInt32.max

    /// What has to be numbered before a batch can be encoded.
    struct Needs {
        /// Texts that this encoder has no numbers of.
        var texts: [TextID] = []
        /// Audiences that it has not met.
        var audiences: [TextID] = []
        /// By position in the batch's sets of sources: whether rows name it.
        var sets: [Bool] = []
    }

    /// Numbers of a batch.
    struct Numbers {
        /// The number of its first account.
        var firstAccount: Int
        /// Those of its sets of sources, by position; nil for the empty set and for those that no row names.
        var sets: [Int64?]
    }

    // MARK: Before numbers are known

    /// Looks through a batch. `textCount` is how many texts the run has.
    func needs(of batch: EvidenceBatch, textCount: Int) -> Needs {
        grow(textCount)
        var needs = Needs()
        needs.sets = Array(repeating: false, count: batch.sourceSets.count)
        for account in batch.accounts {
            ask(account.country, &needs)
            ask(account.region, &needs)
        }
        for event in batch.events {
            ask(event.text, &needs)
            if event.kind == .match || event.kind == .impression { askAudience(event.text, &needs) }
            ask(event.country, &needs)
            needs.sets[Int(event.sourceSet)] = true
        }
        for span in batch.spans {
            ask(span.audience, &needs)
            askAudience(span.audience, &needs)
            needs.sets[Int(span.lowerSet)] = true
            needs.sets[Int(span.upperSet)] = true
        }
        for cell in batch.cells { ask(cell.textID, &needs) }
        for (position, set) in batch.sourceSets.enumerated() where needs.sets[position] {
            for source in set { ask(source.purpose, &needs) }
        }
        return needs
    }

    private func grow(_ count: Int) {
        guard count > numbers.count else { return }
        numbers += [UInt32](repeating: 0, count: count - numbers.count)
        isAudience += [Bool](repeating: false, count: count - isAudience.count)
    }

    @inline(__always)
    private func ask(_ text: TextID, _ needs: inout Needs) {
        guard text != absentText, numbers[Int(text)] == 0 else { return }
        numbers[Int(text)] = BatchEncoder.asked
        needs.texts.append(text)
    }

    @inline(__always)
    private func askAudience(_ text: TextID, _ needs: inout Needs) {
        guard text != absentText, !isAudience[Int(text)] else { return }
        isAudience[Int(text)] = true
        needs.audiences.append(text)
    }

    /// Learns the numbers of texts that were asked for.
    func learn(_ texts: [TextID], _ number: (TextID) -> UInt32) {
        for text in texts { numbers[Int(text)] = number(text) }
    }

    // MARK: Rows

    /// Encodes a batch whose needs have been met.
    func encode(_ batch: EvidenceBatch, _ given: Numbers, into pages: BatchPages) {
        numbers.withUnsafeBufferPointer { numbers in
            var rows = RowEncoder(batch: batch, given: given, texts: numbers)
            batch.texts.withUnsafeBytes { ids in
                for position in batch.accounts.indices { rows.addAccount(position, ids, to: pages) }
            }
        }
    }
}

extension EvidenceCell {
    /// The text that it is about.
    var textID: TextID {
        dimension == .source ? SourceCell(rawValue: cell).purpose : TextID(truncatingIfNeeded: cell)
    }
}
