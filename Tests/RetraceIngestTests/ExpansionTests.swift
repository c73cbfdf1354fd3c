import Foundation
import RetraceCore
import RetraceHost
@testable import RetraceIngest
import RetraceTestSupport
import Testing

/// Files that unpack to far more than they are, and files that change: given up where they should be, and told why.
@Suite struct ExpansionTests {
    private final class Scratch {
        let path = FileManager.default.temporaryDirectory.appending(path: "retrace-expansion-\(UUID().uuidString)").path
        deinit { try? FileManager.default.removeItem(atPath: path) }

        func write(_ bytes: [UInt8]) throws { try Data(bytes).write(to: URL(fileURLWithPath: path)) }

        func logFile(version: FileVersion? = nil) throws -> LogFile {
            let status = try #require(try FileStatus.of(Array(path.utf8CString)))
            return LogFile(
                stream: .matches, path: Array(path.utf8CString), name: "file", size: status.size,
                version: version ?? status.version)
        }
    }

    private func read(
        _ file: LogFile, blockSize: Int = 4096, expansion: ExpansionLimit = .standard
    ) throws -> (bytes: Int, damage: String?) {
        let reader = try LineBlockReader(file, file: 0, blockSize: blockSize, windowLog: 27, expansion: expansion)
        let buffer = reader.makeBuffer()
        var bytes = 0
        while let block = reader.next(into: buffer) { bytes += block.count }
        return (bytes, reader.damage?.reason)
    }

    @Test(arguments: [Container.gzip, .zstandard])
    func filesOverBothLimitsAreGivenUpAtTheSameLine(container: Container) throws {
        var random = SplitMix64(seed: 5)
        let scratch = Scratch()
        try scratch.write(container.wrap(Array(String(repeating: "{}\n", count: 100_000).utf8), using: &random))
        let file = try scratch.logFile()
        for blockSize in [64, 4096, 1 << 20] {
            let (bytes, damage) = try read(
                file, blockSize: blockSize, expansion: ExpansionLimit(bytes: 10_000, ratio: 2))
            #expect(bytes == max(10_000, Int(file.size) * 2) / 3 * 3)
            #expect(damage?.contains("unpacks to more than 10000 bytes and more than 2 times its size") == true)
        }
        #expect(try read(file, expansion: ExpansionLimit(bytes: 300_000, ratio: 2)) == (300_000, nil))
        #expect(try read(file, expansion: ExpansionLimit(bytes: 10, ratio: 300_000)) == (300_000, nil))
    }

    @Test func floodsOfFramesWithoutLinesEnd() throws {
        let skippable: [UInt8] = [0x50, 0x2A, 0x4D, 0x18, 0, 0, 0, 0]
        let empty: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD, 0x20, 0, 1, 0, 0]
        let line: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD, 0x20, 3, 0x19, 0, 0] + Array("{}\n".utf8)
        let scratch = Scratch()
        try scratch.write(Array(repeatElement(skippable + empty, count: 100_000).joined()) + line)
        #expect(try read(scratch.logFile()) == (3, nil))
    }

    @Test(arguments: ["grows", "shrinks", "is replaced", "is removed", "is rewritten"])
    func filesThatChangeAfterTheyWereFoundAreNamed(change: String) throws {
        let scratch = Scratch()
        try scratch.write(Array("{}\n{}\n".utf8))
        let file = try scratch.logFile()
        let reader = try LineBlockReader(file, file: 0, blockSize: 4096, windowLog: 27)
        switch change {
        case "grows":
            let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: scratch.path))
            try handle.seekToEnd()
            try handle.write(contentsOf: Data("{}\n".utf8))
            try handle.close()
        case "shrinks": #expect(truncate(scratch.path, 3) == 0)
        case "is removed": #expect(unlink(scratch.path) == 0)
        case "is rewritten":
            var times = [timespec(tv_sec: 1, tv_nsec: 0), timespec(tv_sec: 1, tv_nsec: 0)]
            #expect(utimensat(AT_FDCWD, scratch.path, &times, 0) == 0)
        default:
            #expect(rename(scratch.path, scratch.path + ".old") == 0)
            try scratch.write(Array("{}\n{}\n".utf8))
            #expect(unlink(scratch.path + ".old") == 0)
        }
        let buffer = reader.makeBuffer()
        while reader.next(into: buffer) != nil {}
        let expected = change.hasSuffix("placed") || change.hasSuffix("removed") ? "replaced or removed" : "was changed"
        #expect(reader.damage?.reason.contains(expected) == true, "\(reader.damage?.reason ?? "no damage")")
    }
}
