import RetraceStatistics
import Testing

/// Purposes that the policy does not name stand in every result, with counts.
@Suite struct UnclassifiedTests {
    @Test func purposesUnderNoPrefixAreListed() throws {
        let workspace = try Workspace.example()
        func held(_ purpose: String, _ more: String = "") -> String {
            "{\"ts\":\"2019-03-02T00:00:00Z\",\"account_id\":7,\"id_type\":\"phone\",\"id_hash\":\"\(Example.phone)\","
                + "\"purpose\":\"\(purpose)\"\(more)}\n"
        }
        try workspace.write(
            "logs/identifiers/part-1.jsonl",
            held("z.late") + held("essential.service") + held("z.late") + held("a.removed", ",\"action\":\"remove\""))
        let outcome = try workspace.replayJSON()
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(
            try outcome.result().unclassifiedPurposes == [
                UnclassifiedPurpose(purpose: "essential.service", identifierEvents: 1),
                UnclassifiedPurpose(purpose: "z.late", identifierEvents: 2),
            ])
        #expect(try workspace.replay().text.contains("Purposes under no prefix of the policy"))
        #expect(try !Workspace.example().replay().text.contains("Purposes under no prefix"))
    }
}
