#if DEBUG
    import Foundation
    import Glibc
    import RetraceCore
    import RetraceHost
    import RetraceStatistics
    import RetraceTestSupport
    import Testing

    /// Runs that end at any of their checkpoints, or that any call for one fails: what is left is gone on from to the same bytes.
    @Suite struct CheckpointFaultTests {
        @Test(arguments: UInt64(0)..<12) func runsGoOnFromEachOfTheirCheckpoints(seed: UInt64) throws {
            let place = try CheckpointPlace(seed: seed)
            defer { place.remove() }
            let expected = try place.run(plan: Engine.cramped)
            var number = 1
            while place.stop(after: number) {
                let threads = number % 3 + 1
                #expect(try place.run(resuming: true, threads: threads) == expected, "seed \(seed), \(number)")
                number += 1 + number / 4
            }
            #expect(number > 5)
        }

        @Test(arguments: UInt64(20)..<24) func runsThatEndAgainAndAgainGoOn(seed: UInt64) throws {
            let place = try CheckpointPlace(seed: seed)
            defer { place.remove() }
            let expected = try place.run(plan: Engine.cramped)
            place.stop(after: 2)
            while place.stop(after: 3, resuming: true) {}
            #expect(try place.run(resuming: true) == expected)
        }

        private static let calls: [HostCall] = [
            .open, .read, .write, .sync, .rename, .link, .unlink, .stat, .list, .folder,
        ]

        @Test(arguments: calls) func everyCallMayFailOnce(call: HostCall) throws {
            let place = try CheckpointPlace(seed: 11)
            defer { place.remove() }
            let expected = try place.run(plan: Engine.cramped)
            place.stop(after: 4)
            let names = try FileManager.default.contentsOfDirectory(atPath: place.folder)
            for resuming in [false, true] {
                try place.withCopy(of: names) {
                    let counting = FaultPlan([], below: place.folder)
                    _ = try counting.inForce { try place.run(resuming: resuming, threads: 1, plan: Engine.cramped) }
                    let calls = counting.calls(call)
                    for number in stride(from: 1, through: max(1, calls), by: max(1, calls / 8)) {
                        var faults = [EIO, ENOSPC, EINTR].map { Fault(call, number, code: $0) }
                        if call == .read || call == .write { faults.append(.short(call, number)) }
                        faults.append(Fault(call, number, code: EIO, persists: true))
                        for fault in faults {
                            try place.withCopy(of: names) {
                                try expectHonesty(place, fault, resuming: resuming, expected)
                            }
                        }
                    }
                }
            }
        }

        private func expectHonesty(
            _ place: CheckpointPlace, _ fault: Fault, resuming: Bool, _ expected: Data
        ) throws {
            do {
                let plan = FaultPlan([fault], below: place.folder)
                let result = try plan.inForce { try place.run(resuming: resuming, threads: 1, plan: Engine.cramped) }
                #expect(result == expected, "\(fault)")
            } catch let error as RetraceError {
                #expect(error.kind == .inputOutput, "\(fault): \(error)")
                #expect(error.message.contains(place.folder), "\(fault): \(error)")
                let causes = [EIO, ENOSPC].map { HostError(.read, $0).description }
                #expect(causes.contains { error.message.contains($0) }, "\(fault): \(error)")
            }
            // Whatever is there now, a run goes on from it, and leaves nothing behind but what belongs to its checkpoint.
            #expect(try place.run(resuming: true) == expected, "\(fault)")
            let left = try FileManager.default.contentsOfDirectory(atPath: place.folder)
            #expect(!left.contains { $0.contains(".retrace-") }, "\(fault)")
        }
    }

    extension CheckpointPlace {
        /// Calls `body`, and puts the files of the checkpoint back as they were.
        fileprivate func withCopy(of names: [String], _ body: () throws -> Void) throws {
            let copies = Dictionary(
                uniqueKeysWithValues: names.map { ($0, FileManager.default.contents(atPath: "\(folder)/\($0)")) })
            try body()
            for name in try FileManager.default.contentsOfDirectory(atPath: folder) { unlink("\(folder)/\(name)") }
            for (name, bytes) in copies { try bytes?.write(to: URL(fileURLWithPath: "\(folder)/\(name)")) }
        }
    }
#endif
