import Foundation
import Testing

/// `retrace init`: what it writes of logs that nobody has described.
@Suite struct InitTests {
    private func draft(_ workspace: Workspace, _ more: String...) throws -> Program.Outcome {
        try Program.run(["init", workspace.path("logs")] + more)
    }

    @Test func ownFormNeedsNoFields() throws {
        let workspace = try Workspace.example()
        let expected = try workspace.replayJSON().result()
        let outcome = try draft(workspace, "--output", workspace.path("mapping.yaml"))
        #expect(outcome.status == 0 && outcome.output.isEmpty, "\(outcome.errors)")
        let text = try workspace.text("mapping.yaml")
        #expect(!text.contains("fields:"), "\(text)")
        #expect(text.contains("uploads: absent"))
        let replayed = try workspace.replayJSON("--mapping", workspace.path("mapping.yaml"))
        #expect(try replayed.result() == expected, "\(replayed.errors)")
    }

    @Test func personalValuesAreNeverWritten() throws {
        let workspace = try Workspace()
        try workspace.write(
            "logs/contacts.csv",
            """
            when;member;kind;value;reason
            2019-03-02 10:00:00;4242;mail;jane.doe@example.com;signup promo
            2019-03-02 10:00:01;4343;mobile;+33 1 23 45 67 89;SMS OTP
            2019-03-02 10:00:02;4444;mail;john.doe@example.com;unheard-of

            """)
        let outcome = try draft(workspace)
        #expect(outcome.status == 0)
        for value in ["jane", "john", "example.com", "+33", "23 45", "4242"] { #expect(!outcome.text.contains(value)) }
        for words in [
            "files: contacts.csv", "delimiter: \";\"", "ts: {column: when, time: \"%Y-%m-%d %H:%M:%S\", zone: UTC}",
            "account_id: member", "id_type: {column: kind, map: {mail: email, mobile: phone}}",
            "id_hash: {column: value, hash: email}", "purpose: {column: reason, map: {",
            "\"SMS OTP\": essential.service.security.two_factor", "such as unheard-of",
        ] { #expect(outcome.text.contains(words), "\(words) is missing in \(outcome.text)") }
    }

    /// Where one of many words is an address, none of them is written.
    @Test func addressesAmongWordsAreNotWritten() throws {
        let workspace = try Workspace()
        let rows = (0..<20).map { number in
            "2019-03-02T10:00:00Z,\(number),phone,\(Example.phone),\(number == 7 ? "jane.doe@example.com" : "SMS OTP")\n"
        }
        try workspace.write("logs/contacts.csv", "ts,member,kind,digest,reason\n" + rows.joined())
        let outcome = try draft(workspace)
        #expect(outcome.status == 0 && outcome.text.contains("account_id: member"), "\(outcome.text)")
        #expect(!outcome.text.contains("jane"), "\(outcome.text)")
    }

    @Test func whatIsLeftOverIsTold() throws {
        let workspace = try Workspace()
        let contact =
            #"{"event":"contact.added","at":1551484800,"user":{"uid":42},"kind":"PHONE","sha":"\#(Example.phone)""#
        let match = #"{"event":"match","at":1560211200,"user":{"uid":42},"segment":"A17","sha":"\#(Example.phone)"}"#
        try workspace.write(
            "logs/events.jsonl",
            contact + #","why":"2FA","build":"7f"}"# + "\n\(match)\n" + #"{"event":"heartbeat","at":1}"# + "\n")
        let outcome = try draft(workspace)
        #expect(
            outcome.text.contains("events.jsonl: belongs to no stream where /event is heartbeat"), "\(outcome.text)")
        #expect(outcome.text.contains("# Not used: /build"), "\(outcome.text)")
    }

    @Test func whatIsThereIsNotOverwritten() throws {
        let workspace = try Workspace.example()
        try workspace.write("mapping.yaml", "mine")
        let refused = try draft(workspace, "-o", workspace.path("mapping.yaml"))
        #expect(refused.status == 64 && refused.errors.contains("--force"))
        #expect(try workspace.text("mapping.yaml") == "mine")
        #expect(try draft(workspace, "-o", workspace.path("mapping.yaml"), "--force").status == 0)
        #expect(try workspace.text("mapping.yaml").contains("streams:"))
    }

    @Test func foldersWithoutLogsEndWith66() throws {
        let workspace = try Workspace()
        #expect(try draft(workspace).status == 66)
        try workspace.write("logs/README.md", "Nothing here looks like a log.\n")
        #expect(try draft(workspace).status == 66)
    }

    @Test func sameFilesGiveTheSameText() throws {
        let workspace = try Workspace.example()
        #expect(try draft(workspace).output == draft(workspace).output)
    }

    /// Names from the logs must not get out of their comments or quotes.
    @Test func namesThatMeanSomethingToYAMLAreQuoted() throws {
        let workspace = try Workspace()
        let odd = #"a: b\n# {x}"#
        try workspace.write(
            "logs/matches/it's: \"odd\" #a.json",
            #"{"ts":"2019-01-01T00:00:00Z","\#(odd)":"1","account_id":"42","audience":"A17","digest":"\#(Example.phone)"}"#
        )
        let outcome = try draft(workspace, "-o", workspace.path("mapping.yaml"))
        #expect(outcome.status == 0)
        try workspace.write("policy.yaml", Example.policy)
        try workspace.write("logs/identifiers/a", Example.held(by: "42", at: "2019-01-01T00:00:00Z"))
        let replayed = try workspace.replayJSON("--mapping", workspace.path("mapping.yaml"))
        let mapping = try workspace.text("mapping.yaml")
        #expect(replayed.status == 0, "\(replayed.errors) \(mapping)")
        #expect(try replayed.result().streams["matches"]?.rejected == 0)
    }
}
