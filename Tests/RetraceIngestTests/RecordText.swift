import Foundation
import RetraceCore
@testable import RetraceIngest

/// What a file of another layout gives.
struct RecordText {
    /// Its lines, without their line feeds.
    var lines: [String] = []
    /// Why it was given up.
    var damage: String?

    /// Reads a file of these bytes.
    init(_ bytes: [UInt8], as format: LineFormat, blockSize: Int = 1 << 16) throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "retrace-records-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        let source = StreamSource(files: [], format: format, place: "")
        let file = LogFile(
            stream: .matches, path: Array(path.utf8CString), name: "file", size: UInt64(bytes.count),
            mapping: try FileMapping([0], of: [source], stream: .matches))
        let reader = try LineBlockReader(file, file: 0, blockSize: blockSize, windowLog: 27)
        let buffer = reader.makeBuffer()
        while let block = reader.next(into: buffer) {
            let text = UnsafeRawBufferPointer(start: block.buffer.base, count: block.count)
            lines += text.split(separator: 0x0A).map { String(decoding: $0, as: UTF8.self) }
        }
        damage = reader.damage?.reason
    }
}
