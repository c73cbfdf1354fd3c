import Foundation
import Glibc
import RetraceCase
import RetraceCore
import RetraceStatistics
import RetraceTestSupport

/// A folder with cases made from random evidence, removed when nobody holds it any longer.
final class CaseMaker {
    let folder: URL

    /// With `inMemory`, the folder lies in memory where the system has a place for that: checkpoints wait for the disk.
    init(inMemory: Bool = false) throws {
        let memory = inMemory && access("/dev/shm", W_OK | X_OK) == 0 ? URL(fileURLWithPath: "/dev/shm") : nil
        folder = (memory ?? FileManager.default.temporaryDirectory).appending(path: "retrace-case-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func path(_ name: String) -> String { folder.appending(path: name).path }

    var names: [String] { get throws { try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() } }

    /// The run of every case made here.
    static func run(cutoff: Instant) -> CaseRun {
        CaseRun(
            programVersion: "1.2.3", commandLine: ["retrace", "replay", "a \"b\""], logRoot: "/logs", cutoff: cutoff,
            started: Instant(milliseconds: 1), finished: Instant(milliseconds: 2), hasPersons: true,
            policyText: "permitted: [marketing]\nrestricted: [essential]\n", policySHA256: "00ff",
            permitted: ["marketing"], restricted: ["essential"])
    }

    static let inputs = [
        CaseInput(file: "matches/a.jsonl", stream: "matches", size: 12, sha256: "ab", lines: 3, rejected: 1),
        CaseInput(
            file: "identifiers/b.jsonl", stream: "identifiers", size: 0, first: Instant(milliseconds: -1),
            last: Instant(milliseconds: 5), damage: "ends early"),
    ]

    static let result = ReplayResult(
        cutoff: "2019-09-17T00:00:00.000Z",
        counts: Totals(accounts: Sided(before: CountSet(), since: CountSet()), persons: nil),
        verdicts: Sided(before: VerdictCounts(), since: VerdictCounts()), streams: [:], breakdowns: Breakdowns(),
        timeline: [])

    static let rejections = [
        Rejection(file: "matches/a.jsonl", line: 2, reason: .repeatedField, field: "ts"),
        Rejection(file: "matches/a.jsonl", line: 3, reason: .invalidJSON, field: nil),
    ]

    static func ending(_ evidence: RandomEvidence) -> CaseWriter.Ending {
        CaseWriter.Ending(
            run: run(cutoff: evidence.cutoff), inputs: inputs, result: result, rejections: rejections,
            documents: ["manifest": Data("{}".utf8)])
    }

    /// Writes a case, its batches in the given order.
    func write(_ evidence: RandomEvidence, to name: String, order: [Int]? = nil, overwrite: Bool = false) throws {
        let ending = CaseMaker.ending(evidence)
        let writer = try CaseWriter(path: path(name), overwrite: overwrite)
        let batches = evidence.batches
        let texts = evidence.texts.texts
        for partition in order ?? Array(batches.indices) {
            try writer.take(batches[partition], texts: texts, partitionCount: batches.count)
        }
        try writer.finish(ending)
    }
}
