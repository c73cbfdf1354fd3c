import RetraceCore
import RetraceIngest
import Testing

/// Policies as text.
@Suite struct PolicyFileTests {
    private func message(_ text: String) -> String {
        do {
            _ = try PolicyFile.parse(text, name: "p.yaml")
            return "accepted"
        } catch {
            #expect((error as? RetraceError)?.kind == .data)
            return "\(error)"
        }
    }

    @Test(arguments: [
        "permitted: [a.b, c]\nrestricted: [d]\n", "{\"restricted\": [\"d\"], \"permitted\": [\"c\", \"a.b\", \"c\"]}",
        "permitted:\n  - a.b\n  - 'c'\nrestricted:\n  - \"d\"\n",
        "# comment\n---\npermitted: [a.b, c] # here\nrestricted:\n- d\n",
    ])
    func formsOfTheSamePolicy(text: String) throws {
        let policy = try PolicyFile.parse(text, name: "p")
        #expect(policy == Policy(permitted: ["a.b", "c"], restricted: ["d"]))
    }

    @Test func listsMayBeEmptyOrAbsent() throws {
        #expect(try PolicyFile.parse("restricted: [d]", name: "p").permitted == [])
        #expect(try PolicyFile.parse("permitted: []\nrestricted:\n", name: "p").restricted == [])
        #expect(try PolicyFile.parse("permitted: ~\nrestricted: [d]", name: "p").permitted == [])
    }

    /// Nine levels of nine aliases each would stand for 9⁹ nodes.
    @Test func whatWouldGrowBeyondItsSizeIsRefused() {
        let levels = (1...9).map { level in
            "l\(level): &l\(level) [" + repeatElement("*l\(level - 1)", count: 9).joined(separator: ",") + "]\n"
        }
        #expect(message("l0: &l0 a\n" + levels.joined() + "? *l9\n: b\n").contains("anchor or alias at line 1"))
        #expect(message("permitted: [&x a.b]\n").contains("write it out"))
        #expect(message(String(repeating: "[", count: 1_000_000)).contains("nested too deeply at line 1"))
        #expect(message(String(repeating: "- ", count: 100_000)).contains("nested too deeply at line 1"))
    }

    @Test(arguments: [
        ("permitted: [a]\nforbidden: [b]\n", ["line 2", "column 1", "'forbidden'"]),
        ("permitted: a\n", ["line 1", "'permitted'"]), ("permitted: {a: b}\n", ["line 1", "'permitted'"]),
        ("permitted: [a]\nrestricted:\n  - b\n  - a\n", ["line 4", "column 5", "'a'"]),
        ("restricted:\n  - a\n  - .b\n", ["line 3", "column 5", "'restricted'"]),
        ("restricted:\n  - [a]\n", ["line 2", "'restricted'"]), ("restricted: [\"\"]\n", ["line 1", "'restricted'"]),
        ("restricted: [a.]\n", ["line 1"]), ("permitted: [a\n", ["YAML"]), ("a: *b\n", ["p.yaml"]), ("", ["p.yaml"]),
        ("just text", ["permitted"]), ("[permitted]", ["permitted"]), ("{}", ["permitted"]),
        ("permitted: [a]\npermitted: [b]\n", ["p.yaml"]),
        ("[a]: [b]\n", ["line 1"]),
    ])
    func mistakesAreNamed(text: String, parts: [String]) {
        let message = message(text)
        for part in parts { #expect(message.contains(part), "\(message)") }
    }

    @Test func missingFileIsMissingInput() {
        let error = #expect(throws: RetraceError.self) { try PolicyFile.read("/no/such/policy.yaml") }
        #expect(error?.kind == .noInput)
    }
}
