import Foundation
import Testing

/// What documents say of commands is what happens.
@Suite struct DocumentTests {
    private static let folder = Package.root.appending(path: "docs")

    /// The documents whose commands are run, each with how many at least.
    static let walkthroughs = [
        ("case-2018.md", 6), ("case-2019.md", 8), ("counts.md", 4), ("first-incident.md", 5),
        ("reading-the-report.md", 3), ("your-own-logs.md", 10),
    ]

    /// Each in a folder of its own, in which `sample-logs` are as in the repository.
    @Test(arguments: walkthroughs)
    func commandsPrintWhatTheDocumentSays(name: String, count: Int) throws {
        let document = try String(contentsOf: DocumentTests.folder.appending(path: name), encoding: .utf8)
        let walkthrough = Walkthrough(document)
        #expect(walkthrough.commandCount >= count)
        let workspace = try Workspace()
        try FileManager.default.createSymbolicLink(
            at: workspace.folder.appending(path: "sample-logs"),
            withDestinationURL: Package.root.appending(path: "sample-logs"))
        for (line, action) in walkthrough.steps {
            switch action {
            case .file(let path, let lines): try workspace.write(path, lines.map { $0 + "\n" }.joined())
            case .command(let command, let expected):
                let outcome = try Shell.run(command, in: workspace.folder)
                #expect(outcome.status == 0, "\(name):\(line): \(outcome.text)")
                #expect(Walkthrough.matches(outcome.text, expected), "\(name):\(line): it prints\n\(outcome.text)")
            }
        }
    }

    /// Documents with commands to follow are tested, or are not marked as such.
    @Test func everyWalkthroughIsRun() throws {
        let tested = Set(DocumentTests.walkthroughs.map(\.0))
        let all = try FileManager.default.contentsOfDirectory(atPath: DocumentTests.folder.path)
        for name in all where name.hasSuffix(".md") {
            let text = try String(contentsOf: DocumentTests.folder.appending(path: name), encoding: .utf8)
            #expect(Walkthrough(text).commandCount == 0 || tested.contains(name), "\(name)")
        }
    }

    /// Making the site fails where a link names no page or heading.
    @Test func everyLinkLeadsSomewhere() throws {
        let workspace = try Workspace()
        let script = Package.root.appending(path: "scripts/documentation-site").path
        let outcome = try Shell.run("'\(script)' site", in: workspace.folder)
        #expect(outcome.status == 0, "\(outcome.text)")
        #expect(try workspace.text("site/index.html").contains("<html"))
    }

    @Test func outputIsComparedLineByLine() {
        let text = "one\ntwo  \nthree\n\n"
        #expect(Walkthrough.matches(text, ["one", "two", "three"]))
        #expect(Walkthrough.matches(text, ["one", "…"]) && Walkthrough.matches(text, ["…", "three", ""]))
        #expect(Walkthrough.matches(text, ["one", "…", "two", "…", "three"]))
        #expect(!Walkthrough.matches(text, ["one", "two"]) && !Walkthrough.matches(text, ["…", "two"]))
        #expect(Walkthrough.matches("one\r\ntwo\r\n", ["one", "two"]))
        #expect(!Walkthrough.matches(text, []) && Walkthrough.matches("", []))
        let steps = Walkthrough("a\n```console\n$ b \\\n  c\nd\n$ e\n```\n```\n$ f\n```\n```yaml g/h\n$i\n```\n").steps
        #expect(
            steps.map(\.action) == [
                .command("b \\\n  c", output: ["d"]), .command("e", output: []), .file(path: "g/h", lines: ["$i"]),
            ])
        #expect(steps.map(\.line) == [3, 6, 11])
    }
}
