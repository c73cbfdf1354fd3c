import Foundation
import RetraceCore

/// A file of a log root that nobody has said anything about.
struct SurveyedFile {
    let file: LogFile
    /// How its records are laid out; nil where it looks like nothing that is known.
    let format: LineFormat?

    private static let headBytes = 64 << 10

    /// Looks at the start of a file. Damage of it does not throw: what is no text has no format.
    init(_ file: LogFile, windowLog: Int) {
        self.file = file
        let head = (try? SurveyedFile.head(of: file, windowLog: windowLog)) ?? []
        format = SurveyedFile.format(of: head)
    }

    private static func head(of file: LogFile, windowLog: Int) throws -> [UInt8] {
        let reader = try FileReader(file, bufferSize: headBytes)
        let format = FrameFormat(firstBytes: try reader.pending(atLeast: 4))
        let decoder = try format.makeDecoder(reader, windowLog: windowLog, dictionaries: file.dictionaries)
        var head = [UInt8](repeating: 0, count: headBytes)
        var filled = 0
        while filled < head.count {
            let before = filled
            try head.withUnsafeMutableBytes { try decoder.decode(into: $0, &filled) }
            if filled == before { break }
        }
        return Array(head[..<filled])
    }

    private static func format(of head: [UInt8]) -> LineFormat? {
        if head.starts(with: LineFormat.avroMagic) { return .avro }
        let text = head.starts(with: [0xEF, 0xBB, 0xBF]) ? head.dropFirst(3) : head[...]
        guard let first = text.first(where: { $0 > 0x20 }), !text.contains(0) else { return nil }
        if first == UInt8(ascii: "{") { return .jsonLines }
        if first == UInt8(ascii: "[") { return .jsonArray }
        return delimiter(of: text.split(separator: 0x0A).prefix(3).map { Array($0) }).map { .table(delimiter: $0) }
    }

    /// The byte that stands most often in the header, and as often in the lines after it.
    private static func delimiter(of lines: [[UInt8]]) -> UInt8? {
        guard let header = lines.first else { return nil }
        let candidates = [UInt8(ascii: ","), 0x09, UInt8(ascii: ";"), UInt8(ascii: "|")]
        let counts = candidates.map { byte in (byte: byte, count: header.count { $0 == byte }) }
        guard let best = counts.max(by: { $0.count < $1.count }), best.count > 0 else { return nil }
        let isTable = lines.dropFirst().allSatisfy { line in line.count { $0 == best.byte } >= best.count }
        return isTable ? best.byte : nil
    }

    /// Hands up to `count` records of the file to `body`. Lines that are no objects are passed over.
    func forEachRecord(count: Int, windowLog: Int, _ body: ([String: Any]) -> Void) {
        guard let format else { return }
        var file = file
        let source = StreamSource(files: [], format: format, place: "")
        file.mapping = try? FileMapping([0], of: [source], stream: file.stream)
        guard let reader = try? LineBlockReader(file, file: 0, blockSize: 256 << 10, windowLog: windowLog) else {
            return
        }
        let buffer = reader.makeBuffer()
        var left = count
        while left > 0, let block = reader.next(into: buffer) {
            let text = Data(bytes: block.buffer.base, count: block.count)
            for line in text.split(separator: 0x0A).prefix(left) {
                left -= 1
                if let record = try? JSONSerialization.jsonObject(with: line) as? [String: Any] { body(record) }
            }
        }
    }
}
