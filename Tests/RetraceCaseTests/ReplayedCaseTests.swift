import Foundation
import RetraceCase
import RetraceCore
import RetraceIngest
import RetraceStatistics
import RetraceTestSupport
import RetraceWorkflow
import Testing

/// Cases of whole runs, on random log sets.
@Suite struct ReplayedCaseTests {
    private let maker: CaseMaker

    init() throws { maker = try CaseMaker() }

    /// A log set on the disk.
    private struct Logs {
        let set: LogSet
        let root: RetraceTestSupport.LogRoot

        init(seed: UInt64) throws {
            set = RandomLogSet.make(seed: seed)
            root = try LogRootBuilder(seed: seed).write(set)
        }

        func replay(cutoff: Instant, sink: CaseWriter? = nil, threads: Int = 2) throws -> ReplayReport {
            let options = ReplayOptions(
                root: root.root.path, policy: set.policy, cutoff: Cutoff(instant: cutoff), threads: threads)
            return try Reconstruction(options, cancellation: Cancellation(), sink: sink).run()
        }

        func remove() { try? FileManager.default.removeItem(at: root.directory) }
    }

    /// Replays logs and opens the case that this gives.
    private func record(_ logs: Logs, threads: Int = 2) throws -> CaseReader {
        let path = maker.path("\(logs.set.seed)-\(threads).retrace")
        let writer = try CaseWriter(path: path, overwrite: true)
        let report = try logs.replay(cutoff: logs.set.cutoff, sink: writer, threads: threads)
        let run = CaseRun(
            programVersion: "1", commandLine: [], logRoot: logs.root.root.path, cutoff: logs.set.cutoff,
            started: logs.set.cutoff, finished: logs.set.cutoff, hasPersons: report.result.counts.persons != nil,
            policyText: "", permitted: logs.set.policy.permitted, restricted: logs.set.policy.restricted)
        let inputs = report.inputs.map {
            CaseInput(file: $0.name, stream: $0.stream.name, size: $0.size, sha256: $0.sha256, lines: $0.lines)
        }
        try writer.finish(CaseWriter.Ending(run: run, inputs: inputs, result: report.result))
        return try CaseReader(path: path)
    }

    /// Whatever threads did, a case has the same bytes.
    @Test(arguments: UInt64(600)..<606)
    func threadsCannotBeSeen(seed: UInt64) throws {
        let logs = try Logs(seed: seed)
        defer { logs.remove() }
        let files = try [1, 2, 5].map { threads in
            _ = try record(logs, threads: threads)
            return try Data(contentsOf: URL(fileURLWithPath: maker.path("\(seed)-\(threads).retrace")))
        }
        #expect(files[0] == files[1] && files[0] == files[2])
    }

    /// Five cutoffs each: at instants of lines, beside them and away from all.
    @Test(arguments: UInt64(500)..<512)
    func recountIsWhatANewReplaySays(seed: UInt64) throws {
        let logs = try Logs(seed: seed)
        defer { logs.remove() }
        let reader = try record(logs)
        var random = SplitMix64(seed: seed)
        let instants = Set(logs.set.lines.compactMap(\.timestamp)).sorted()
        #expect(try reader.recount(cutoff: logs.set.cutoff) == reader.result().counts)
        for _ in 0..<5 {
            let offset = random.pick([0, 0, 1, -1, random.number(-1_000_000...1_000_000)])
            let near = instants.isEmpty ? logs.set.cutoff : random.pick(instants)
            let cutoff = Instant(milliseconds: near.milliseconds + Int64(offset))
            let replayed = try logs.replay(cutoff: cutoff).result.counts
            #expect(try reader.recount(cutoff: cutoff) == replayed, "cutoff \(cutoff.rfc3339)")
        }
    }

    /// What is explained of every account that lines name is what the definitions say.
    @Test(arguments: UInt64(700)..<724)
    func explanationsAgreeWithTheDefinitions(seed: UInt64) throws {
        let logs = try Logs(seed: seed)
        defer { logs.remove() }
        let members = ReferenceModel(logs.set).members()
        let explainer = try CaseExplainer(record(logs))
        let named = logs.set.lines.flatMap(\.fields).compactMap { field in
            if field.key == "account_id", case .id(let text)? = field.value { text } else { nil }
        }
        for account in Set(named).union(members.values.joined()) {
            let explanation = try explainer.explain(account.string)
            for count in CountKind.allCases {
                for side in Side.allCases {
                    for reading in Reading.allCases {
                        let told = explanation.counts.first {
                            $0.count == count.name && $0.side == (side == .before ? "before" : "since")
                                && $0.bound == (reading == .lower ? "lower" : "upper")
                        }
                        let isIn = members[CountMask(count, side, reading)]?.contains(account) ?? false
                        #expect(told?.isIn == isIn, "\(account) \(count.name) \(side) \(reading)")
                    }
                }
            }
        }
    }

    /// What the report takes from the case adds up to what the result says.
    @Test(arguments: UInt64(900)..<912)
    func breakdownsAddUpToTheResult(seed: UInt64) throws {
        let logs = try Logs(seed: seed)
        defer { logs.remove() }
        let reader = try record(logs)
        let (result, residences, uses) = try (reader.result(), reader.residences(), reader.uses())
        let verdicts = result.verdicts.before
        let open = Verdict.allCases.filter { $0 != .permitted }.reduce(0) { $0 + verdicts[$1] }
        #expect(residences.reduce(0) { $0 + $1.records.lower } == verdicts[.restricted])
        #expect(residences.reduce(0) { $0 + $1.records.upper } == open)
        let people = (result.counts.persons ?? result.counts.accounts).before.matched
        #expect(residences.reduce(0) { $0 + $1.people.upper } >= people.upper)
        #expect(residences.allSatisfy { $0.people.upper <= people.upper && $0.people.lower <= people.lower })
        for row in result.breakdowns.product where row.before.matched.upper > 0 {
            let cells = uses.filter { $0.product == row.product }.map(\.accounts)
            #expect(cells.allSatisfy { $0.lower <= row.before.matched.lower && $0.upper <= row.before.matched.upper })
            #expect(cells.reduce(0) { $0 + $1.upper } >= row.before.matched.upper, "\(row.product)")
        }
    }

    /// Every line of evidence stands where the case says, and every file is hashed as it is.
    @Test(arguments: UInt64(800)..<808)
    func filesAreHashed(seed: UInt64) throws {
        let logs = try Logs(seed: seed)
        defer { logs.remove() }
        let inputs = try record(logs).inputs()
        #expect(inputs.map(\.file).sorted() == logs.root.files.map(\.path).sorted())
        for input in inputs {
            let bytes = try Data(contentsOf: logs.root.root.appending(path: input.file))
            #expect(input.size == UInt64(bytes.count))
            #expect(input.sha256 == bytes.withUnsafeBytes(SHA256Hasher.hash))
        }
    }
}
