import RetraceCore
import RetraceTestSupport
import Testing

@Suite struct MalformedLinesTests {
    @Test(arguments: MalformedKind.allCases) func everyKindOccursAndIsOneLine(kind: MalformedKind) {
        var random = SplitMix64(seed: 1)
        var lines: [LogLine.Malformed] = []
        for stream in LogStream.allCases {
            lines += (0..<200).compactMap { _ in MalformedLines.make(kind, of: stream, using: &random) }
        }
        #expect(!lines.isEmpty)
        #expect(lines.allSatisfy { !$0.bytes.contains(0x0A) })
        #expect(lines.allSatisfy { $0.bytes.contains { ![0x20, 0x09, 0x0D].contains($0) } })
    }
}
