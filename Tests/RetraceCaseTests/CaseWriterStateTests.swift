import Foundation
import RetraceCase
import RetraceCore
import RetraceTestSupport
import Testing

/// Cases that another writer goes on with.
@Suite struct CaseWriterStateTests {
    private let maker: CaseMaker

    init() throws { maker = try CaseMaker() }

    /// What a writer held, and what it had written.
    private struct Kept {
        var state: EvidenceSinkState
        var written: [UInt8]

        init(_ writer: CaseWriter) throws {
            let state = try writer.state()
            self.state = state
            written = try [UInt8](unsafeUninitializedCapacity: state.fileBytes) { room, count in
                try writer.readWritten(at: 0, into: UnsafeMutableRawBufferPointer(room))
                count = state.fileBytes
            }
        }

        func put(into writer: CaseWriter, texts: Int) throws {
            try writer.goOn(from: state, texts: texts)
            for start in stride(from: 0, to: written.count, by: 10_000) {
                try written[start..<min(start + 10_000, written.count)].withUnsafeBytes {
                    try writer.writeAgain($0, at: start)
                }
            }
        }
    }

    private func bytes(_ name: String) throws -> Data { try Data(contentsOf: maker.folder.appending(path: name)) }

    /// After any number of partitions, once or again and again: the same bytes as at one go.
    @Test(arguments: UInt64(0)..<6) func aCaseGoesOnFromAnyPartition(seed: UInt64) throws {
        let evidence = RandomEvidence(seed: seed, partitions: 7, accounts: seed < 3 ? 30 : 300)
        try maker.write(evidence, to: "whole.retrace")
        let (ending, batches, texts) = (CaseMaker.ending(evidence), evidence.batches, evidence.texts.texts)
        for stops in [[0], [1], [4], [7], [1, 2, 3, 4, 5, 6], [2, 2, 6]] {
            var kept: Kept?
            var start = 0
            for stop in stops + [7] {
                let writer = try CaseWriter(path: maker.path("parts.retrace"), overwrite: true)
                try kept?.put(into: writer, texts: texts.count)
                // A run brings all partitions again: those that were done hold nothing any more.
                for number in 0..<start {
                    try writer.take(EvidenceBatch(partition: number), texts: texts, partitionCount: 7)
                }
                // Pairs in the other order: some have to wait.
                for batch in batches[start..<stop].sorted(by: { $0.partition ^ 1 < $1.partition ^ 1 }) {
                    try writer.take(batch, texts: texts, partitionCount: 7)
                }
                kept = try Kept(writer)
                start = stop
            }
            let writer = try CaseWriter(path: maker.path("parts.retrace"), overwrite: true)
            try kept?.put(into: writer, texts: texts.count)
            for number in 0..<7 { try writer.take(EvidenceBatch(partition: number), texts: texts, partitionCount: 7) }
            try writer.finish(ending)
            #expect(try bytes("parts.retrace") == bytes("whole.retrace"), "stopped after \(stops)")
        }
    }

    /// While a partition waits for one before it, there is nothing that could be gone on from.
    @Test func aGapIsNoState() throws {
        let evidence = RandomEvidence(seed: 1)
        let writer = try CaseWriter(path: maker.path("a.retrace"), overwrite: false)
        try writer.take(evidence.batches[1], texts: evidence.texts.texts, partitionCount: 4)
        #expect(throws: RetraceError.self) { try writer.state() }
    }

    /// Whatever stands in a state, it is gone on from or refused.
    @Test func damagedStatesAreRefused() throws {
        let evidence = RandomEvidence(seed: 2)
        let (batches, texts) = (evidence.batches, evidence.texts.texts)
        let first = try CaseWriter(path: maker.path("a.retrace"), overwrite: false)
        for batch in batches[..<2] { try first.take(batch, texts: texts, partitionCount: 4) }
        let whole = try first.state()
        var refused = 0
        for (number, message) in whole.messages.enumerated() {
            for position in stride(from: 0, to: message.count, by: max(1, message.count / 60)) {
                for change in [{ $0.removeSubrange(position...) }, { $0[position] ^= 0x81 }]
                    as [(inout [UInt8]) -> Void]
                {
                    var state = whole
                    change(&state.messages[number])
                    let writer = try CaseWriter(path: maker.path("b.retrace"), overwrite: true)
                    do { try writer.goOn(from: state, texts: texts.count) } catch is MalformedMessage { refused += 1 }
                }
            }
        }
        #expect(refused > 20)
    }
}
