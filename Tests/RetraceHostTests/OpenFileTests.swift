#if DEBUG
    import Foundation
    import Glibc
    import RetraceHost
    import Testing

    /// Calls that are interrupted, fall short or fail.
    @Suite struct OpenFileTests {
        private let folder: String

        init() throws {
            folder = FileManager.default.temporaryDirectory.appending(path: "retrace-host-\(UUID().uuidString)").path
            try FileSystem.makeFolder("\(folder)/deep/deeper")
        }

        private func path(_ name: String) -> [CChar] { Array("\(folder)/\(name)".utf8CString) }

        private func clean() { try? FileManager.default.removeItem(atPath: folder) }

        @Test func shortTransfersAreCarriedOnWith() throws {
            defer { clean() }
            let plan = FaultPlan(
                [.short(.write, 1), .short(.write, 2), .short(.read, 1), Fault(.write, 3, code: EINTR)]
                    + [Fault(.read, 2, code: EINTR), Fault(.open, 1, code: EINTR)], below: folder)
            let text = Array("0123456789".utf8)
            try plan.inForce {
                let file = try OpenFile.nameless(in: folder)
                try text.withUnsafeBytes { try file.write($0, at: 3) }
                var output = [UInt8](repeating: 0, count: 20)
                let count = try output.withUnsafeMutableBytes { try file.read(at: 0, into: $0) }
                #expect(count == 13)
                #expect(Array(output[..<13]) == [0, 0, 0] + text)
            }
            #expect(plan.calls(.write) == 4 && plan.calls(.read) >= 3 && plan.calls(.open) == 2)
        }

        @Test func failuresAreNamed() throws {
            defer { clean() }
            for code in [EIO, ENOSPC] {
                let plan = FaultPlan([Fault(.write, 2, code: code, persists: true)], below: folder)
                try plan.inForce {
                    let file = try OpenFile.creating(path("file-\(code)"))
                    try file.write(all: Data("a".utf8))
                    for _ in 0..<2 {
                        #expect(throws: HostError(.write, code)) { try file.write(all: Data("b".utf8)) }
                    }
                    try file.close()
                }
                #expect(plan.hasStruck)
            }
            #expect(HostError(.write, ENOSPC).description == "No space left on device")
        }

        @Test func plansConcernTheirFolderAlone() throws {
            defer { clean() }
            let plan = FaultPlan([Fault(.open, 1, code: EIO)], below: folder + "/deep")
            try plan.inForce {
                _ = try OpenFile.creating(path("file"))
                #expect(throws: HostError(.open, EIO)) { try OpenFile.creating(path("deep/file")) }
            }
            _ = try OpenFile.creating(path("deep/file"))
        }

        @Test func failedReplacementsLeaveTheOldFileAlone() throws {
            defer { clean() }
            let target = "\(folder)/result"
            try write("old", to: target)
            #expect(try FileStatus.of(path("result"))?.permissions == 0o600)
            for call in [HostCall.open, .write, .sync, .rename] {
                try FaultPlan([Fault(call, 1, code: EIO)], below: folder).inForce {
                    #expect(throws: HostError(call, EIO)) { try write("new", to: target) }
                    let names = try FileSystem.names(in: path(""))
                    #expect(names.count == 2)
                }
                #expect(try String(contentsOfFile: target, encoding: .utf8) == "old")
            }
        }

        private func write(_ text: String, to path: String) throws {
            try PendingFile.replace(path) { (file) throws(HostError) in try file.write(all: Data(text.utf8)) }
        }

        @Test func leftoversAreRemovedUnlessSomebodyIsAtWork() throws {
            defer { clean() }
            let names = ["result.retrace-0123456789abc", "result.retrace-short", "other.retrace-0123456789abc"]
            for name in names { _ = try OpenFile.creating(path(name)) }
            try PendingFile.replace("\(folder)/result") { (_) throws(HostError) in
                PendingFile.removeLeftovers(of: "\(folder)/result")
            }
            let left = try FileSystem.names(in: path("")).map { String(decoding: $0, as: UTF8.self) }
            #expect(left == ["deep", "other.retrace-0123456789abc", "result", "result.retrace-short"])
        }

        @Test func aFolderThatFailsHalfWayIsNoShorterFolder() throws {
            defer { clean() }
            for name in ["a", "b", "c"] { _ = try OpenFile.creating(path(name)) }
            FaultPlan([Fault(.list, 3, code: EIO)], below: folder).inForce {
                #expect(throws: HostError(.list, EIO)) { try FileSystem.names(in: path("")) }
            }
        }

        @Test(arguments: ["read:7:EIO", "write:3+:ENOSPC", "map:1:short"]) func faultsAreRead(text: String) {
            #expect(Fault(parsing: text) != nil)
        }

        @Test(arguments: ["", "read", "read:0:EIO", "read:1:EWHAT", "walk:1:EIO", "read:x:EIO"])
        func whatIsNoFaultIsRefused(text: String) {
            #expect(Fault(parsing: text) == nil)
        }
    }
#endif
