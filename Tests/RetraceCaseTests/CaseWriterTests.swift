import Foundation
import RetraceCase
import RetraceCore
import RetraceTestSupport
import Testing

@Suite struct CaseWriterTests {
    private let maker: CaseMaker

    init() throws { maker = try CaseMaker() }

    @Test func whatIsWrittenIsRead() throws {
        let evidence = RandomEvidence(seed: 1)
        try maker.write(evidence, to: "a.retrace")
        #expect(try maker.names == ["a.retrace"])
        let reader = try CaseReader(path: maker.path("a.retrace"))
        #expect(try reader.run() == CaseMaker.run(cutoff: evidence.cutoff))
        #expect(try reader.inputs() == CaseMaker.inputs)
        #expect(try reader.result() == CaseMaker.result)
        #expect(try reader.rejections() == CaseMaker.rejections)
        #expect(try reader.document("manifest") == Data("{}".utf8))
        #expect(try reader.document("nothing") == nil)
        for sketch in evidence.partitions.joined() {
            let account = try #require(try reader.account(sketch.account))
            #expect(account.account.utf8.elementsEqual(sketch.account.utf8))
            #expect((account.person ?? "").utf8.elementsEqual((sketch.person ?? "").utf8))
            #expect(account.country == sketch.country)
            #expect(account.events.map(\.instant) == sketch.events.map(\.instant))
            #expect(account.events.map(\.line) == sketch.events.map(\.line))
            for position in 0..<10 {
                let first = sketch.instants[position]
                let last = sketch.instants[position + 10]
                #expect(account.instants[position] == (first == .distantFuture ? nil : first))
                #expect(account.instants[position + 10] == (last == .distantPast ? nil : last))
            }
        }
    }

    @Test func onlyTheOwnerMayReadIt() throws {
        try maker.write(RandomEvidence(seed: 1), to: "a.retrace")
        let attributes = try FileManager.default.attributesOfItem(atPath: maker.path("a.retrace"))
        #expect(attributes[.posixPermissions] as? Int == 0o600)
    }

    /// Whatever order batches come in, the file has the same bytes.
    @Test(arguments: [[0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1]])
    func orderOfBatchesCannotBeSeen(order: [Int]) throws {
        try maker.write(RandomEvidence(seed: 7), to: "a.retrace")
        try maker.write(RandomEvidence(seed: 7), to: "b.retrace", order: order)
        #expect(FileManager.default.contentsEqual(atPath: maker.path("a.retrace"), andPath: maker.path("b.retrace")))
    }

    /// More batches than may wait, brought by threads at once: those who are held back are let go.
    @Test func threadsHeldBackGoOn() throws {
        let evidence = RandomEvidence(seed: 3, partitions: 64, accounts: 200)
        try maker.write(evidence, to: "a.retrace")
        let ending = CaseMaker.ending(evidence)
        let batches = evidence.batches
        let texts = evidence.texts.texts
        let writer = try CaseWriter(path: maker.path("b.retrace"), overwrite: false)
        DispatchQueue.concurrentPerform(iterations: 64) { partition in
            try? writer.take(batches[partition], texts: texts, partitionCount: 64)
        }
        try writer.finish(ending)
        #expect(FileManager.default.contentsEqual(atPath: maker.path("a.retrace"), andPath: maker.path("b.retrace")))
    }

    @Test func aThreadHeldBackIsLetGoWhenTheRunIsStopped() throws {
        let evidence = RandomEvidence(seed: 3, partitions: 8)
        let writer = try CaseWriter(path: maker.path("a.retrace"), overwrite: false) { true }
        let batches = evidence.batches
        let texts = evidence.texts.texts
        // The first one never comes.
        for batch in batches.dropFirst() { try writer.take(batch, texts: texts, partitionCount: 8) }
        #expect(throws: RetraceError.self) { try writer.finish(CaseMaker.ending(evidence)) }
    }

    @Test func nothingStandsUnderItsNameBeforeItIsWhole() throws {
        let evidence = RandomEvidence(seed: 2)
        var writer: CaseWriter? = try CaseWriter(path: maker.path("a.retrace"), overwrite: false)
        try writer?.take(evidence.batches[0], texts: evidence.texts.texts, partitionCount: 4)
        #expect(try !maker.names.contains("a.retrace"))
        #expect(try maker.names.count == 1)
        writer = nil
        #expect(try maker.names.isEmpty)
    }

    @Test func aCaseIsOnlyReplacedWhenAskedFor() throws {
        try maker.write(RandomEvidence(seed: 1), to: "a.retrace")
        let error = #expect(throws: RetraceError.self) { try maker.write(RandomEvidence(seed: 2), to: "a.retrace") }
        #expect(error?.kind == .usage)
        #expect(try maker.names == ["a.retrace"])
        try maker.write(RandomEvidence(seed: 2), to: "a.retrace", overwrite: true)
        #expect(try maker.names == ["a.retrace"])
    }

    /// Somebody else's file that comes while a case is written is not lost.
    @Test func aFileThatCameMeanwhileStays() throws {
        let evidence = RandomEvidence(seed: 2)
        let ending = CaseMaker.ending(evidence)
        let writer = try CaseWriter(path: maker.path("a.retrace"), overwrite: false)
        let batches = evidence.batches
        for batch in batches { try writer.take(batch, texts: evidence.texts.texts, partitionCount: 4) }
        try Data("mine".utf8).write(to: maker.folder.appending(path: "a.retrace"))
        #expect(throws: RetraceError.self) { try writer.finish(ending) }
        #expect(try Data(contentsOf: maker.folder.appending(path: "a.retrace")) == Data("mine".utf8))
    }
}
