#if DEBUG
    import Foundation
    import Testing

    /// Runs of mapped logs that end at one of their checkpoints, and go on: what the mapping missed is told all the same.
    @Suite struct MappedResumeTests {
        private func workspace() throws -> Workspace {
            let workspace = try Workspace.example()
            try workspace.write(
                "logs/retrace.yaml",
                """
                streams:
                  matches:
                    files: [matches/**]
                    fields:
                      ts: /ts
                      account_id: /account_id
                      audience_id: /audience_id
                      id_type: {from: /id_type, map: {phone: phone}, unmapped: keep}
                      id_hash: /id_hash
                      event_id: /nowhere

                """)
            for number in 1...4 {
                let line = Example.match(of: "\(100 + number)").replacing("\"phone\"", with: "\"PHONE\(number)\"")
                try workspace.write("logs/matches/more-\(number).jsonl", line)
            }
            return workspace
        }

        @Test func theyGiveTheSameBytes() throws {
            let workspace = try workspace()
            let plain = ["--format", "json", "--quiet", "--threads", "1"]
            let expected = try Program.run(workspace.arguments(plain))
            #expect(expected.text.contains("never matched") && expected.text.contains("PHONE4"))
            let saving = plain + ["--work-dir", workspace.path("work"), "--checkpoint-every", "0"]
            var ended = 0
            // The result is written to standard output, so that all renames are of checkpoints.
            for number in stride(from: 1, through: 100, by: 3) {
                let outcome = try run("RETRACE_FAULT=rename:\(number)+:EIO exec \"$@\"", workspace.arguments(saving))
                if outcome == 0 { break }
                #expect(outcome == 74)
                ended += 1
                let resumed = try Program.run(workspace.arguments(saving + ["--resume"]))
                #expect(resumed.output == expected.output, "\(number): \(resumed.errors)")
            }
            #expect(ended > 2)
        }

        private func run(_ script: String, _ arguments: [String]) throws -> Int32 {
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/bin/sh")
            process.arguments = ["-c", script, "sh", Program.path] + arguments
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            process.waitUntilExit()
            return process.terminationStatus
        }
    }
#endif
