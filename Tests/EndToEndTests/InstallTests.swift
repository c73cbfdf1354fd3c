import Foundation
import Testing

/// What `make install` puts below a folder.
@Suite struct InstallTests {
    /// All of it, by name, and each completion read by its shell where that is there.
    @Test func filesAreWhereShellsAndManLookForThem() throws {
        let workspace = try Workspace()
        let script = Package.root.appending(path: "scripts/install-files").path
        let outcome = try Shell.run("'\(script)' '\(Program.path)' installed", in: workspace.folder)
        try #require(outcome.status == 0, "\(outcome.text)")
        let share = workspace.folder.appending(path: "installed/share")
        let commands = try CommandDefinition.program().all().map { $0.words.joined(separator: "-") }
        let pages = try FileManager.default.contentsOfDirectory(atPath: share.appending(path: "man/man1").path)
        #expect(Set(pages) == Set(commands.map { "\($0).1" }))
        let completions = [
            ("bash", "bash-completion/completions/retrace"), ("zsh", "zsh/site-functions/_retrace"),
            ("fish", "fish/vendor_completions.d/retrace.fish"),
        ]
        for (shell, path) in completions {
            let text = try String(contentsOf: share.appending(path: path), encoding: .utf8)
            #expect(text.contains("--checkpoint-every") || text.contains("checkpoint-every"), "\(shell)")
            let check = try Shell.run(
                "! command -v \(shell) >/dev/null || \(shell) -n 'installed/share/\(path)'", in: workspace.folder)
            #expect(check.status == 0, "\(shell): \(check.text)")
        }
        try completionsAreOffered(in: workspace)
        let page = try String(contentsOf: share.appending(path: "man/man1/retrace-replay.1"), encoding: .utf8)
        #expect(page.hasPrefix(".\\\"") && page.contains("\\fB\\-\\-cutoff\\fR \\fIcutoff\\fR"))
        #expect(page.contains(".SH EXIT STATUS\n.TP\n\\fB0\\fR\nFinished") && page.allSatisfy(\.isASCII))
    }

    /// What the shell that is everywhere offers for the last word: commands, options, values, files and folders.
    private func completionsAreOffered(in workspace: Workspace) throws {
        try workspace.write("policy.yaml", "")
        try workspace.write("logs/part", "")
        let script = """
            source installed/share/bash-completion/completions/retrace
            function=$(complete -p retrace | sed 's/.*-F \\([^ ]*\\).*/\\1/')
            offer() {
                COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMP_LINE="$*" COMP_POINT=${#COMP_LINE} COMPREPLY=()
                "$function" retrace "${@: -1}" "${@: -2:1}"
                echo "${COMPREPLY[*]}"
            }
            offer retrace rep
            offer retrace replay --poli
            offer retrace replay --policy-preset con
            offer retrace replay --policy po
            offer retrace check l
            """
        try workspace.write("offer.sh", script)
        let outcome = try Shell.run("bash offer.sh", in: workspace.folder)
        #expect(
            outcome.text.split(separator: "\n") == [
                "replay report", "--policy --policy-preset", "contact-sources-2018 consent-only", "policy.yaml", "logs",
            ], "\(outcome.text)")
    }
}
