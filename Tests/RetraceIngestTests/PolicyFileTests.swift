import Foundation
import RetraceCore
import RetraceIngest
import Testing

@Suite struct PolicyFileTests {
    private func parse(_ text: String) throws -> Policy { try PolicyFile.parse(text, name: "p.yaml") }

    @Test(arguments: [
        "permitted: [a.b, c]\nrestricted: [d]\n",
        "# why\nrestricted:\n  - d\npermitted:\n- a.b\n- \"c\"\n",
        #"{"permitted": ["a.b", "c"], "restricted": ["d"]}"#,
        "---\npermitted: [c, a.b, c]\nrestricted: ['d']\n...\n",
    ])
    func formsThatMeanTheSame(text: String) throws {
        let policy = try parse(text)
        #expect(policy.permitted == ["a.b", "c"])
        #expect(policy.restricted == ["d"])
    }

    @Test func aListMayBeEmptyOrLeftOut() throws {
        #expect(try parse("permitted: []\nrestricted: [d]\n").permitted == [])
        #expect(try parse("permitted:\nrestricted: [d]\n").permitted == [])
        #expect(try parse("restricted: [d]\n").permitted == [])
    }

    @Test(arguments: [
        ("permitted: [a]\nrestricted:\n  - b\n  - a\n", "line 4", "'a'"),
        ("permitted: [a]\nrestriced: [b]\n", "line 2", "restriced"),
        ("permitted: a\nrestricted: [b]\n", "line 1", "permitted"),
        ("permitted: [a]\nrestricted: {b: c}\n", "line 2", "restricted"),
        ("permitted:\n  - a\n  - \nrestricted: [b]\n", "line", "permitted"),
        ("permitted:\n  - a\n  - a..b\nrestricted: [b]\n", "line 3", "permitted"),
        ("permitted:\n  - a\n  - .b\nrestricted: [c]\n", "line 3", "permitted"),
        ("permitted:\n  - [a]\nrestricted: [b]\n", "line 2", "permitted"),
    ])
    func whatIsWrongIsNamedByLineAndKey(text: String, line: String, key: String) {
        #expect {
            try parse(text)
        } throws: { error in
            guard let error = error as? RetraceError else { return false }
            return error.kind == .data && error.message.contains("p.yaml") && error.message.contains(line)
                && error.message.contains(key)
        }
    }

    @Test(arguments: [
        "", "# nothing\n", "[a, b]\n", "text", "{}", "permitted: [a\n", "a: b: c\n", "\t- x\n", "permitted: [*x]\n",
    ])
    func whatIsNoPolicyIsWrong(text: String) {
        #expect { try parse(text) } throws: { ($0 as? RetraceError)?.kind == .data }
    }

    @Test func aKeyThatStandsTwiceIsWrong() {
        #expect {
            try parse("permitted: [a]\nrestricted: [b]\nrestricted: [c]\n")
        } throws: { ($0 as? RetraceError)?.kind == .data }
    }

    @Test func aFileThatIsNotThereIsNoInput() {
        #expect { try PolicyFile.read("/nowhere/policy.yaml") } throws: { ($0 as? RetraceError)?.kind == .noInput }
    }

    @Test func aFileIsReadAsUTF8WithinTheLimit() throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "retrace-policy-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data("permitted: [a]\nrestricted: [é]\n".utf8).write(to: file)
        #expect(try PolicyFile.read(file.path).restricted == ["é"])
        for bytes in [Data([0xFF, 0xFE, 0x00]), Data(repeating: 0x0A, count: Limits.policyBytes + 1)] {
            try bytes.write(to: file)
            #expect { try PolicyFile.read(file.path) } throws: { ($0 as? RetraceError)?.kind == .data }
        }
    }
}
