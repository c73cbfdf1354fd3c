import Foundation
import Testing

/// What the program says of itself.
@Suite struct HelpTests {
    /// At most as wide as help is where its output is no terminal, so that examples can be copied.
    @Test func everyCommandHasExamplesAndExitCodes() throws {
        let all = try CommandDefinition.program().all()
        #expect(all.count > 15)
        for (words, command) in all {
            let name = words.joined(separator: " ")
            let text = try Program.run(Array(words.dropFirst()) + ["--help"]).text
            #expect(command.abstract?.hasSuffix(".") == true, "\(name)")
            #expect(text.contains("\nEXAMPLES\n  retrace "), "\(name)")
            #expect(text.contains("\nEXIT STATUS\n  0 "), "\(name)")
            let lines = try #require(command.discussion).split(separator: "\n").filter { $0.hasPrefix("  ") }
            for line in lines { #expect(line.count <= 80 && text.contains("\(line)\n"), "\(name): \(line)") }
        }
    }

    @Test func everyArgumentIsExplained() throws {
        for (words, command) in try CommandDefinition.program().all() {
            for argument in command.arguments where argument.shouldDisplay {
                let name = "\(words.joined(separator: " ")) \(argument.preferredName?.name ?? argument.valueName)"
                #expect(
                    argument.abstract?.contains(". ") == true || argument.abstract?.hasSuffix(".") == true, "\(name)")
            }
        }
    }

    /// Options in an example are options of its command: help shows nothing that ends with 64.
    @Test func examplesAreAccepted() throws {
        let all = try CommandDefinition.program().all()
        for (words, command) in all {
            let text = (command.discussion ?? "").replacing("\\\n", with: " ")
            for line in text.split(separator: "\n") where line.hasPrefix("  retrace ") {
                let example = line.split(separator: " ").map(String.init)
                let called = try #require(all.last { example.starts(with: $0.words) }, "\(line)")
                let known = Set(called.command.arguments.compactMap(\.preferredName?.name))
                for word in example where word.hasPrefix("--") {
                    #expect(known.contains(String(word.dropFirst(2))), "\(words.joined(separator: " ")): \(line)")
                }
            }
        }
    }

    @Test func versionTellsCommitAndLibraries() throws {
        let lines = try Program.run(["--version"]).text.split(separator: "\n").map(String.init)
        #expect(try #require(lines.first).contains(try Regex("^retrace [0-9]+\\.[0-9]+\\.[0-9]+$")))
        #expect(lines.dropFirst().first?.contains(try Regex("^commit +([0-9a-f]{12,40}(-modified)?|unknown)$")) == true)
        for library in [
            "libcrypto", "LZ4", "Protocol Buffers", "simdjson", "Snappy", "SQLite", "xxHash", "zlib", "Zstandard",
        ] {
            let line = lines.first { $0.hasPrefix(library + " ") }
            #expect(line?.contains(try Regex("^\(library) +[0-9]+\\.[0-9.]+$")) == true, "\(library)")
        }
    }
}
