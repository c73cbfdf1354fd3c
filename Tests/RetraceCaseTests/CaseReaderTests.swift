import Foundation
import RetraceCase
import RetraceCore
import RetraceTestSupport
import Testing

@Suite struct CaseReaderTests {
    private let maker: CaseMaker

    init() throws {
        maker = try CaseMaker()
        try maker.write(RandomEvidence(seed: 1), to: "a.retrace")
    }

    private func kind(ofOpening name: String) -> RetraceError.Kind? {
        do {
            _ = try CaseReader(path: maker.path(name)).recount(cutoff: Instant(milliseconds: 0))
            return nil
        } catch {
            return (error as? RetraceError)?.kind
        }
    }

    /// A copy of the case, changed.
    private func damage(_ change: (inout Data) -> Void) throws -> String {
        var data = try Data(contentsOf: maker.folder.appending(path: "a.retrace"))
        change(&data)
        try data.write(to: maker.folder.appending(path: "b.retrace"))
        return "b.retrace"
    }

    @Test func whatIsNoCaseIsRefused() throws {
        #expect(kind(ofOpening: "missing.retrace") == .noInput)
        try Data("no case".utf8).write(to: maker.folder.appending(path: "text"))
        #expect(kind(ofOpening: "text") == .data)
        try Data().write(to: maker.folder.appending(path: "empty"))
        #expect(kind(ofOpening: "empty") == .noInput || kind(ofOpening: "empty") == .data)
        #expect(kind(ofOpening: try damage { $0[68] = 0 }) == .data)
    }

    @Test func aNewerCaseIsRefused() throws { #expect(kind(ofOpening: try damage { $0[63] = 2 }) == .data) }

    @Test func aCutCaseIsRefused() throws {
        for count in [1, 99, 100, 4096, 20_000] {
            #expect(kind(ofOpening: try damage { $0 = $0.prefix(count) }) == .data)
        }
        #expect(kind(ofOpening: try damage { $0.removeLast() }) == .data)
        #expect(kind(ofOpening: try damage { $0.append(0) }) == .data)
    }

    /// Damage anywhere gives an error or an answer, never a crash.
    @Test func damagedPagesDoNotCrash() throws {
        var random = SplitMix64(seed: 5)
        for _ in 0..<60 {
            let name = try damage { data in
                for _ in 0..<20 {
                    data[random.number(100...data.count - 1)] = UInt8(truncatingIfNeeded: random.next())
                }
            }
            let found = kind(ofOpening: name)
            #expect(found == nil || found == .data || found == .inputOutput)
            if let reader = try? CaseReader(path: maker.path(name)), let explainer = try? CaseExplainer(reader) {
                for id in RandomEvidence.hostileIDs { _ = try? explainer.explain(id) }
            }
        }
    }

    @Test func tablesThatAreNotACasesAreRefused() throws {
        let output = try Shell.sqlite(maker.path("a.retrace"), "DROP VIEW counts; CREATE VIEW counts AS SELECT 1;")
        #expect(output == "")
        #expect(kind(ofOpening: "a.retrace") == .data)
    }

    @Test func readingLeavesNothingBehind() throws {
        _ = try CaseReader(path: maker.path("a.retrace")).recount(cutoff: Instant(milliseconds: 0))
        #expect(try maker.names == ["a.retrace"])
    }
}
