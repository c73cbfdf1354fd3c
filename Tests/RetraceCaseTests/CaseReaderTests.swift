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
                _ = try? reader.result()
            }
        }
    }

    @Test func tablesThatAreNotACasesAreRefused() throws {
        let output = try Shell.sqlite(maker.path("a.retrace"), "DROP VIEW counts; CREATE VIEW counts AS SELECT 1;")
        #expect(output == "")
        #expect(kind(ofOpening: "a.retrace") == .data)
    }

    /// Instants that no log line can have are damage, wherever they are read.
    @Test func instantsOutOfRangeAreRefused() throws {
        let selection = CaseSelection(
            count: .matched, side: .before, reading: .upper, unit: .accounts, isByCountry: false)
        func told(_ change: String, _ read: (CaseReader) throws -> Void) throws -> RetraceError.Kind? {
            let name = try damage { _ in }
            #expect(try Shell.sqlite(maker.path(name), change) == "")
            do {
                try read(CaseReader(path: maker.path(name)))
                return nil
            } catch { return (error as? RetraceError)?.kind }
        }
        let account = try #require(try accounts(selection).first)
        for value in [Int64.min, .max - 1, 253_402_300_800_000, -62_135_596_800_001] {
            let explain = { (reader: CaseReader) in _ = try CaseExplainer(reader).explain(account) }
            #expect(try told("UPDATE account SET first_at_risk_upper = \(value)", explain) == .data)
            #expect(try told("UPDATE account SET last_matched_upper = \(value)", explain) == .data)
            #expect(try told("UPDATE event SET ts = \(value)", explain) == .data)
            #expect(try told("UPDATE run SET cutoff = \(value)") { _ = try $0.run() } == .data)
            #expect(try told("UPDATE input SET first_ts = \(value)") { _ = try $0.inputs() } == .data)
            let export = "UPDATE account SET last_matched_upper = \(value) WHERE first_matched_upper NOT NULL"
            #expect(try told(export) { try $0.forEach(selection) { _ in } } == .data)
        }
    }

    private func accounts(_ selection: CaseSelection) throws -> [String] {
        var accounts: [String] = []
        try CaseReader(path: maker.path("a.retrace")).forEach(selection) { accounts.append($0.account) }
        return accounts
    }

    @Test func readingLeavesNothingBehind() throws {
        _ = try CaseReader(path: maker.path("a.retrace")).recount(cutoff: Instant(milliseconds: 0))
        #expect(try maker.names == ["a.retrace"])
    }
}
