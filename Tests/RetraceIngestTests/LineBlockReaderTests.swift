import CSimdjson
import Foundation
import RetraceCore
@testable import RetraceIngest
import RetraceTestSupport
import Testing

/// Files are cut into whole lines, whatever the size of blocks.
@Suite struct LineBlockReaderTests {
    /// The lines of a file, and whether every block but the last ends with a line feed.
    private func lines(_ path: String, blockSize: Int) throws -> (text: [UInt8], areWhole: Bool) {
        let size = try Data(contentsOf: URL(fileURLWithPath: path)).count
        let file = LogFile(stream: .matches, path: Array(path.utf8CString), name: "file", size: UInt64(size))
        let reader = try LineBlockReader(file, file: 0, blockSize: blockSize, windowLog: 27)
        let buffer = reader.makeBuffer()
        var blocks: [[UInt8]] = []
        while let block = reader.next(into: buffer) {
            #expect(block.sequence == blocks.count)
            blocks.append(Array(UnsafeRawBufferPointer(start: block.buffer.base, count: block.count)))
        }
        #expect(reader.damage == nil)
        return (Array(blocks.joined()), blocks.dropLast().allSatisfy { $0.last == 0x0A })
    }

    @Test(arguments: Container.allCases)
    func everyBlockSizeGivesTheSameLines(container: Container) throws {
        var random = SplitMix64(seed: 3)
        var text: [UInt8] = []
        for _ in 0..<60 {
            text +=
                [UInt8](repeating: UInt8(random.number(0x61...0x7A)), count: random.pick([0, 1, 2, 10, 100, 400])) + [
                    0x0A
                ]
        }
        for (name, content) in [
            ("whole", text), ("without a last line feed", text + Array("end".utf8)),
            ("marked", [0xEF, 0xBB, 0xBF] + text),
            ("empty", []), ("only a mark", [0xEF, 0xBB, 0xBF]), ("short", Array("a".utf8)), ("feeds", [0x0A, 0x0A]),
            ("half a mark", [0xEF, 0xBB]),
        ] as [(String, [UInt8])] {
            let path = FileManager.default.temporaryDirectory.appending(path: "retrace-lines-\(UUID().uuidString)").path
            defer { try? FileManager.default.removeItem(atPath: path) }
            try Data(container.wrap(content, using: &random)).write(to: URL(fileURLWithPath: path))
            let expected = content.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(content.dropFirst(3)) : content
            for blockSize in 1...300 {
                let found = try lines(path, blockSize: blockSize)
                if found.text != expected || !found.areWhole { Issue.record("\(name), \(container), \(blockSize)") }
            }
        }
    }

    /// The library looks for frames of before the format's first version where a header is wrong, in whatever it gets next.
    @Test func wrongHeadersAreNoOlderFrames() throws {
        let olderFrame: [UInt8] = [0x27, 0xB5, 0x2F, 0xFD, 0x04, 0x2F, 0x02, 0xF9, 0x30, 0x0A]
        // A reserved bit is set.
        let wrongHeader: [UInt8] = [0x28, 0xB5, 0x2F, 0xFD, 0xFC]
        let path = FileManager.default.temporaryDirectory.appending(path: "retrace-older-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data(wrongHeader + olderFrame).write(to: URL(fileURLWithPath: path))
        let size = UInt64(wrongHeader.count + olderFrame.count)
        let file = LogFile(stream: .matches, path: Array(path.utf8CString), name: "file", size: size)
        for blockSize in [61, 1 << 16] {
            let reader = try LineBlockReader(file, file: 0, blockSize: blockSize, windowLog: 20)
            #expect(reader.next(into: reader.makeBuffer()) == nil)
            let reason = try #require(reader.damage).reason
            #expect(reason.contains("Unsupported frame parameter"), "\(reason)")
        }
    }

    /// Decompressors keep what there is no room for, also where a file is cut off or damaged.
    @Test(arguments: [Container.gzip, .zstandard, .zstandardFrames])
    func damagedFilesGiveTheSameLinesInBlocksOfAnySize(container: Container) throws {
        var random = SplitMix64(seed: 4)
        let text = (0..<12).map {
            "{\"a\":\"\(String(repeating: "b", count: $0 * 7 % 60))\(random.number(0...99))\"}\n"
        }
        let whole = try container.wrap(Array(text.joined().utf8), using: &random)
        let path = FileManager.default.temporaryDirectory.appending(path: "retrace-cut-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        for position in 1..<whole.count {
            var damaged = whole
            damaged[position] ^= 0x55
            for file in [Array(whole.prefix(position)), damaged] {
                try Data(file).write(to: URL(fileURLWithPath: path))
                let expected = try salvaged(path, size: file.count, blockSize: 1 << 16)
                for blockSize in [2, 61] {
                    let found = try salvaged(path, size: file.count, blockSize: blockSize)
                    if found != expected { Issue.record("\(container), \(position), blocks of \(blockSize)") }
                }
            }
        }
    }

    private func salvaged(_ path: String, size: Int, blockSize: Int) throws -> [String] {
        let file = LogFile(stream: .matches, path: Array(path.utf8CString), name: "file", size: UInt64(size))
        let reader = try LineBlockReader(file, file: 0, blockSize: blockSize, windowLog: 27)
        let buffer = reader.makeBuffer()
        var lines: [UInt8] = []
        while let block = reader.next(into: buffer) {
            lines += UnsafeRawBufferPointer(start: block.buffer.base, count: block.count)
        }
        return [String(decoding: lines, as: UTF8.self), "\(reader.bytesDecoded)", reader.damage?.reason ?? "whole"]
    }

    @Test func limitsOfTheParserAndTheReaderAreTheSame() {
        // The macro's value is an expression that is not imported.
        let line = [UInt8](repeating: 0x31, count: Limits.lineBytes)
        #expect(BothParsers().parse(line, .matches).walk.rejected[0]?.first == Rejection.Reason.notAnObject.rawValue)
        #expect(
            BothParsers().parse(line + [0x31], .matches).walk.rejected[0]?.first == Rejection.Reason.tooLong.rawValue)
    }
}
