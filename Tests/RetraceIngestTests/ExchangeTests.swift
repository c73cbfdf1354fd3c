import Foundation
import Glibc
import RetraceCore
@testable import RetraceIngest
import RetraceTestSupport
import Testing

/// Streams that carry a part of a run to another process.
@Suite struct ExchangeTests {
    private static let identity = RunIdentity(
        build: "1.2.3", partitionBits: 2, cutoff: Instant(milliseconds: 5),
        policy: Policy(permitted: ["a"], restricted: ["b.c"])!, input: "files 7")

    /// A small stream with blocks of several kinds, one of which compresses.
    private func stream() throws -> [UInt8] {
        try ExchangeSample.bytes { file in
            let writer = try ExchangeWriter(
                to: file, name: "sample", identity: ExchangeTests.identity, source: 77)
            try writer.writeMessage(.requests, part: 3, count: 2) { encoder in
                UploadRequest(audienceHash: 1, identifier: IdentifierKey(3), partition: 4).encode(
                    into: &encoder)
            }
            try writer.writeMessage(.flow) { $0.bytes([UInt8](repeating: 7, count: 200)) }
            try writer.finish()
        }
    }

    private func readAll(_ bytes: [UInt8], as identity: RunIdentity? = ExchangeTests.identity) throws -> [ExchangeKind]
    {
        try ExchangeSample.read(bytes) { file in
            let reader = try ExchangeReader(from: file, name: "sample", expecting: identity)
            var kinds: [ExchangeKind] = []
            while let block = try reader.next() { kinds.append(block.head.kind) }
            return kinds
        }
    }

    @Test func whatIsWrittenIsRead() throws {
        let bytes = try stream()
        #expect(try readAll(bytes) == [.requests, .flow])
        #expect(try readAll(bytes, as: nil) == [.requests, .flow])
    }

    @Test func anyTruncationAndAnyDamageIsRefused() throws {
        let bytes = try stream()
        for count in bytes.indices {
            let error = #expect(throws: RetraceError.self, "\(count)") { try readAll(Array(bytes[..<count])) }
            #expect(error?.message.contains("'sample'") == true)
        }
        for position in bytes.indices {
            var damaged = bytes
            damaged[position] ^= 0x11
            // Four bytes of a head are not in use, and are checked all the same.
            #expect(throws: RetraceError.self, "\(position)") { try readAll(damaged) }
        }
        #expect(throws: RetraceError.self) { try readAll(bytes + bytes) }
    }

    @Test func otherRunsAreRefusedAndToldApart() throws {
        let bytes = try stream()
        let changes: [(String, (inout RunIdentity) -> Void)] = [
            ("retrace 1.2.3", { $0.build = "9" }), ("cutoff", { $0.cutoff = .earliest }),
            ("policy", { $0.policy = .none }), ("parts", { $0.partitionBits = 3 }), ("files", { $0.input = "" }),
        ]
        for (word, change) in changes {
            var other = ExchangeTests.identity
            change(&other)
            let error = #expect(throws: RetraceError.self) { try readAll(bytes, as: other) }
            #expect(error?.kind == .data)
            #expect(error?.message.contains(word) == true, "\(error?.message ?? "")")
        }
    }

    @Test(arguments: UInt64(0)..<20, [0, 1 << 30])
    func recordsKeepTheirMeaning(seed: UInt64, spillBytes: Int) throws {
        let sample = try ExchangeSample(seed: seed, spillBytes: spillBytes)
        defer { sample.remove() }
        var identity = ExchangeTests.identity
        identity.partitionBits = sample.store.partitionBits
        let before = try sample.meanings(of: sample.store, sample.texts)
        #expect(before.contains { !$0.isEmpty })
        let bytes = try ExchangeSample.bytes { file in
            let writer = try ExchangeWriter(to: file, name: "sample", identity: identity, source: 1)
            var texts = TextDictionary(sample.texts.texts())
            for partition in 0..<sample.store.partitionCount {
                try writer.writeRecords(
                    .identities, of: partition, in: sample.store, keeping: true, texts: &texts)
            }
            try writer.finish()
        }
        #expect(try sample.meanings(of: sample.store, sample.texts) == before)
        // Another process knows other texts, so that its numbers differ.
        let texts = TextTable()
        for number in 0..<50 { _ = texts.intern("other \(number)") }
        let store = sample.makeStore()
        let emitted = try ExchangeSample.read(bytes) { file in
            let reader = try ExchangeReader(from: file, name: "sample", expecting: identity)
            let loader = RecordLoader(into: store, texts: texts)
            while let block = try reader.next() { try loader.load(block, from: reader.blocks) }
            loader.finish()
            return try #require(reader.emitted)
        }
        let after = try sample.meanings(of: store, texts)
        #expect(after == before)
        for (partition, records) in before.enumerated() {
            #expect(emitted[.identities, partition] == UInt64(records.count))
        }
    }

    @Test func streamTalliesAndLedgersComeBack() throws {
        var tally = StreamTally()
        tally.valid = 1 << 40
        for reason in tally.rejected.indices { tally.rejected[reason] = UInt64(reason * 300) }
        tally.instants.add(Instant(milliseconds: -4))
        let table = TextTable()
        tally.purposes = [table.intern("marketing"): 5]
        var entry = FileLedger.Entry()
        entry.lines = 12
        entry.bytes = 1 << 33
        entry.sha256 = "ab"
        entry.damage = FrameError("is damaged at byte 4")
        entry.blockLines = [3, 0, 9_999_999]
        entry.samples = [.init(block: 2, line: 8, reason: .wrongField, field: 255)]
        var encoder = MessageEncoder()
        var body = MessageEncoder()
        var texts = TextDictionary(table.texts())
        tally.encode(into: &body, texts: &texts)
        entry.encode(into: &body)
        texts.write(to: &encoder)
        encoder.append(body)
        let (readTally, readEntry) = try encoder.message.withUnsafeBytes { bytes in
            var decoder = MessageDecoder(bytes)
            try decoder.readTexts(table.intern)
            let read = (try StreamTally(from: &decoder), try FileLedger.Entry(from: &decoder))
            try decoder.finish()
            return read
        }
        // Compared as they describe themselves, so that a field that is added and not written fails.
        #expect(String(describing: readTally) == String(describing: tally))
        #expect(String(describing: readEntry) == String(describing: entry))
        let cut = Array(encoder.message.dropLast())
        #expect(throws: MalformedMessage.self) {
            try cut.withUnsafeBytes { bytes in
                var decoder = MessageDecoder(bytes)
                try decoder.readTexts(table.intern)
                _ = try StreamTally(from: &decoder)
                _ = try FileLedger.Entry(from: &decoder)
            }
        }
    }
}
