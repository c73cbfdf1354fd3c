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
        @Test(arguments: UInt64(0)..<6) func runsGoOnFromEachOfTheirCheckpoints(seed: UInt64) throws {
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

        /// A run that fails leaves no records that belong to no checkpoint.
        @Test func failedCheckpointsLeaveNothing() throws {
            let place = try CheckpointPlace(seed: 13)
            defer { place.remove() }
            _ = try place.run(plan: Engine.cramped)
            place.stop(after: 1)
            #expect(try FileManager.default.contentsOfDirectory(atPath: place.folder) == ["lock"])
        }

        @Test(arguments: UInt64(20)..<22) func runsThatEndAgainAndAgainGoOn(seed: UInt64) throws {
            let place = try CheckpointPlace(seed: seed)
            defer { place.remove() }
            let expected = try place.run(plan: Engine.cramped)
            place.stop(after: 2)
            while place.stop(after: 3, resuming: true) {}
            #expect(try place.run(resuming: true) == expected)
        }

        /// On file systems that can't give a name to a file without one.
        @Test func whatCannotBeNamedIsCopied() throws {
            let place = try CheckpointPlace(seed: 12)
            defer { place.remove() }
            let expected = try place.run(plan: Engine.cramped)
            let faults = [
                Fault(.link, 1, code: EOPNOTSUPP, persists: true), Fault(.rename, 3, code: EIO, persists: true),
            ]
            let plan = FaultPlan(faults, below: place.workFolder)
            plan.inForce {
                #expect(throws: RetraceError.self) { try place.run(plan: Engine.cramped) }
            }
            #expect(plan.calls(.link) > 1)
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
            let kept = try place.copy()
            for resuming in [false, true] {
                try place.restore(kept)
                let counting = FaultPlan([], below: place.workFolder)
                _ = try counting.inForce { try place.run(resuming: resuming, threads: 1, plan: Engine.cramped) }
                let calls = counting.calls(call)
                for number in FaultNumbers.of(calls, wanted: 4) {
                    var faults = [Fault(call, number, code: EIO), Fault(call, number, code: ENOSPC, persists: true)]
                    if call == .read || call == .write { faults.append(.short(call, number)) }
                    if number == 1 { faults.append(Fault(call, number, code: EINTR)) }
                    for fault in faults {
                        try place.restore(kept)
                        try expectHonesty(place, fault, resuming: resuming, expected)
                    }
                }
            }
        }

        private func expectHonesty(
            _ place: CheckpointPlace, _ fault: Fault, resuming: Bool, _ expected: Data
        ) throws {
            do {
                let plan = FaultPlan([fault], below: place.workFolder)
                let result = try plan.inForce { try place.run(resuming: resuming, threads: 1, plan: Engine.cramped) }
                #expect(result == expected, "\(fault)")
                return
            } catch let error as RetraceError {
                #expect(error.kind == .inputOutput, "\(fault): \(error)")
                #expect(error.message.contains(place.workFolder), "\(fault): \(error)")
                let causes = [EIO, ENOSPC].map { HostError(.read, $0).description }
                #expect(causes.contains { error.message.contains($0) }, "\(fault): \(error)")
            }
            // Whatever is there now, a run goes on from it, and leaves nothing behind but what belongs to its checkpoint.
            #expect(try place.run(resuming: true) == expected, "\(fault)")
            let left = try FileManager.default.contentsOfDirectory(atPath: place.folder)
            #expect(!left.contains { $0.contains(".retrace-") }, "\(fault)")
        }
    }
#endif
