import Foundation
import Glibc
import RetraceCase
import RetraceCore

/// Case files of which some bytes were changed: read as they were, or refused with a sentence. An input is a list of changes of
/// five bytes each: where, in three bytes, and what to put there, two bytes. FUZZ_CASE names the whole file.
enum CaseTarget {
    private static let whole: [UInt8] = {
        let path = ProcessInfo.processInfo.environment["FUZZ_CASE"] ?? ""
        guard let data = FileManager.default.contents(atPath: path) else { fatalError("FUZZ_CASE names no file") }
        return Array(data)
    }()

    static func run(_ input: UnsafeRawBufferPointer) {
        var bytes = whole
        for start in stride(from: 0, to: input.count - 4, by: 5) {
            let place =
                (Int(input[start]) << 16 | Int(input[start + 1]) << 8 | Int(input[start + 2])) % (bytes.count - 1)
            bytes[place] = input[start + 3]
            bytes[place + 1] = input[start + 4]
        }
        let path = bytes.withUnsafeBytes(write)
        expectSentence {
            let reader = try CaseReader(path: path)
            _ = try reader.run()
            _ = try reader.inputs()
            _ = try reader.result()
            _ = try reader.recount(cutoff: Instant(milliseconds: 1_568_678_400_000))
            let selection = CaseSelection(
                count: .matched, side: .before, reading: .lower, unit: .accounts, isByCountry: false)
            let text = ExportText(.csv, .lower, isForSpreadsheets: false)
            try reader.forEach(selection) { _ = try text.line($0) }
            _ = try CaseExplainer(reader).explain("42")
        }
    }

    private static func write(_ bytes: UnsafeRawBufferPointer) -> String {
        let path = "/dev/shm/retrace-fuzz-\(getpid())"
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        precondition(descriptor >= 0 && Glibc.write(descriptor, bytes.baseAddress, bytes.count) == bytes.count)
        close(descriptor)
        return path
    }

    /// Whatever is wrong is told as people are told.
    private static func expectSentence(_ body: () throws -> Void) {
        do {
            try body()
        } catch {
            guard let error = error as? RetraceError else { fatalError("an error that is no sentence: \(error)") }
            precondition(
                !error.message.isEmpty && [.data, .usage, .noInput, .inputOutput].contains(error.kind), "\(error)")
        }
    }
}
