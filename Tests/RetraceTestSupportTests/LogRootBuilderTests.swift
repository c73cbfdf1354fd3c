import Foundation
import RetraceCore
import RetraceTestSupport
import Testing

@Suite struct LogRootBuilderTests {
    @Test(arguments: 0..<40 as Range<UInt64>) func filesHoldWhatTheRootSays(seed: UInt64) throws {
        let logs = RandomLogSet.make(seed: seed)
        let root = try LogRootBuilder(seed: seed).write(logs)
        defer { try? FileManager.default.removeItem(at: root.directory) }
        for file in root.files {
            let stored = try read(file.path, in: root)
            let content = try Decompression.content(stored)
            let lines = content.split(separator: 0x0A, omittingEmptySubsequences: false)
            #expect(stored.count == file.bytesCompressed)
            #expect(content.count == file.bytes)
            #expect(lines.filter { !isBlank($0) }.count == file.lines)
            for rejected in root.rejected where rejected.path == file.path {
                let line = rejected.line == 1 ? unmarked(lines[0]) : lines[rejected.line - 1]
                #expect(line.starts(with: rejected.content.bytes))
            }
        }
        #expect(root.files.map(\.lines).reduce(0, +) == logs.lines.count)
        #expect(Set(root.files.map(\.stream)) == logs.streams)
        let streams = root.filled(ReferenceModel.replay(logs)).streams
        #expect(streams.values.map { Int($0.files) }.reduce(0, +) == root.files.count)
        #expect(streams.values.map { Int($0.rejected) }.reduce(0, +) == root.rejected.count)
    }

    @Test func theSameSeedGivesTheSameBytes() throws {
        let logs = RandomLogSet.make(seed: 3)
        let roots = try (0..<2).map { _ in try LogRootBuilder(seed: 5).write(logs) }
        defer { for root in roots { try? FileManager.default.removeItem(at: root.directory) } }
        #expect(roots[0].files.map(\.path) == roots[1].files.map(\.path))
        for file in roots[0].files {
            #expect(try read(file.path, in: roots[0]) == read(file.path, in: roots[1]))
        }
    }

    @Test(arguments: Container.allCases) func containersGiveBackWhatTheyHold(container: Container) throws {
        var random = SplitMix64(seed: 1)
        for text in ["", "\n", "{\"a\":1}\n{\"b\":2}", String(repeating: "{\"ts\":0}\r\n", count: 500)] {
            for _ in 0..<20 {
                let stored = try container.wrap(Array(text.utf8), using: &random)
                #expect(try Decompression.content(stored) == Array(text.utf8))
            }
        }
    }

    private func read(_ path: String, in root: LogRoot) throws -> [UInt8] {
        Array(try Data(contentsOf: root.root.appending(path: path)))
    }

    private func unmarked(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        line.starts(with: [0xEF, 0xBB, 0xBF]) ? line.dropFirst(3) : line
    }

    private func isBlank(_ line: ArraySlice<UInt8>) -> Bool {
        unmarked(line).allSatisfy { [0x20, 0x09, 0x0D].contains($0) }
    }
}
