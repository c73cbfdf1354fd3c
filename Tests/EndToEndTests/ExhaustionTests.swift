#if DEBUG
    import Foundation
    import Testing

    /// Memory that is not to be had, and files that can't grow: the program says so, and leaves nothing behind.
    @Suite struct ExhaustionTests {
        private func arguments(_ workspace: Workspace) -> [String] {
            let outputs = ["--format", "json", "--quiet", "--output", workspace.path("result.json")]
            let more = [
                "--case", workspace.path("case"), "--work-dir", workspace.path("work"), "--checkpoint-every", "0",
            ]
            return workspace.arguments(outputs + more + ["--threads", "1"])
        }

        private func run(_ script: String, _ workspace: Workspace) throws -> (status: Int32, errors: String) {
            let errors = Pipe()
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/bin/sh")
            process.arguments = ["-c", script, "sh", Program.path] + arguments(workspace)
            process.standardError = errors
            try process.run()
            let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            process.waitUntilExit()
            #expect(process.terminationReason == .exit, "\(script)")
            return (process.terminationStatus, text)
        }

        private func expectNothingHalf(_ workspace: Workspace, _ script: String) throws {
            let names = try workspace.names.filter { $0 != "work" }
            #expect(names == ["logs", "policy.yaml"], "\(script)")
            let kept = try FileManager.default.subpathsOfDirectory(atPath: workspace.path("work"))
            #expect(!kept.contains { $0.contains(".retrace-") }, "\(script)")
        }

        @Test func eachReservationMayFail() throws {
            let whole = try Workspace.example()
            #expect(try Program.run(arguments(whole)).status == 0)
            let expected = try whole.text("result.json")
            var failed = 0
            var number = 1
            while true {
                let workspace = try Workspace.example()
                let script = "RETRACE_FAULT=map:\(number)+:ENOMEM exec \"$@\""
                let outcome = try run(script, workspace)
                guard outcome.status != 0 else {
                    #expect(try workspace.text("result.json") == expected)
                    break
                }
                failed += 1
                number += 1 + number / 2
                #expect(outcome.status == 75, "\(script)")
                #expect(outcome.errors.contains("out of memory"), "\(script)")
                try expectNothingHalf(workspace, script)
            }
            #expect(failed > 3)
        }

        /// As on a disk that is full: no file may have more than so many kilobytes.
        @Test(arguments: [1, 4, 16, 64, 90]) func filesMayNotGrow(kilobytes: Int) throws {
            let workspace = try Workspace.example()
            let script = "trap '' XFSZ; ulimit -f \(kilobytes * 2); exec \"$@\""
            let outcome = try run(script, workspace)
            guard outcome.status != 0 else { return }
            #expect(outcome.status == 74, "\(script): \(outcome.errors)")
            #expect(outcome.errors.contains(workspace.folder.path), "\(script): \(outcome.errors)")
            try expectNothingHalf(workspace, script)
        }
    }
#endif
