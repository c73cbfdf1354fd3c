#if DEBUG
    import Foundation
    import Glibc
    import RetraceCase
    import RetraceCore
    import RetraceHost
    import RetraceTestSupport
    import Testing

    /// Each call for the file of a case fails once, in each way: there is the whole case, or none and an error that says why.
    @Suite struct CaseFaultTests {
        private static let calls: [HostCall] = [.open, .read, .write, .sync, .rename, .link, .unlink, .stat, .list]

        @Test(arguments: calls, [false, true]) func casesAreWholeOrNotThere(call: HostCall, overwrite: Bool) throws {
            let maker = try CaseMaker()
            let evidence = RandomEvidence(seed: 3, partitions: 2)
            try maker.write(evidence, to: "whole")
            let expected = try Data(contentsOf: maker.folder.appending(path: "whole"))
            let counting = FaultPlan([], below: maker.folder.path)
            try counting.inForce { try maker.write(evidence, to: "counted", overwrite: overwrite) }
            for number in 1...max(1, counting.calls(call)) {
                for code in [EIO, ENOSPC, EINTR] {
                    for persists in [false, true] {
                        let name = "\(number)-\(code)-\(persists)"
                        let fault = Fault(call, number, code: code, persists: persists)
                        try expectHonesty(maker, evidence, name, fault, expected, overwrite)
                    }
                }
            }
        }

        private func expectHonesty(
            _ maker: CaseMaker, _ evidence: RandomEvidence, _ name: String, _ fault: Fault, _ expected: Data,
            _ overwrite: Bool
        ) throws {
            do {
                try FaultPlan([fault], below: maker.folder.path).inForce {
                    try maker.write(evidence, to: name, overwrite: overwrite)
                }
                #expect(try Data(contentsOf: maker.folder.appending(path: name)) == expected, "\(fault)")
            } catch let error as RetraceError {
                #expect(error.kind == .inputOutput, "\(fault): \(error)")
                #expect(error.message.contains(maker.path(name)), "\(fault): \(error)")
                let causes = [EIO, ENOSPC].map { HostError(.read, $0).description }
                #expect(causes.contains { error.message.contains($0) }, "\(fault): \(error)")
                if let left = try? Data(contentsOf: maker.folder.appending(path: name)) {
                    // Its name could not be made to last; or its temporary one could not be taken away.
                    #expect(left == expected, "\(fault)")
                }
            }
            // What could not be removed goes with the next case of the name.
            try maker.write(evidence, to: name, overwrite: true)
            #expect(try maker.names.filter { $0.contains(".retrace-") }.isEmpty, "\(fault)")
        }

        @Test func whatAKilledRunLeftIsRemovedAndOthersCasesAreNot() throws {
            let maker = try CaseMaker()
            let left = maker.path("case.retrace-0123456789abc")
            try Data("ids".utf8).write(to: URL(fileURLWithPath: left))
            let atWork = try CaseWriter(path: maker.path("case"), overwrite: false)
            let names = try maker.names
            #expect(names.count == 1 && !names.contains("case.retrace-0123456789abc"))
            try maker.write(RandomEvidence(seed: 3, partitions: 2), to: "case")
            #expect(try maker.names == (names + ["case"]).sorted())
            withExtendedLifetime(atWork) {}
        }
    }
#endif
