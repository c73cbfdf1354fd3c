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

    private static let path = "/dev/shm/retrace-fuzz-\(getpid())"
    /// A copy, which is changed and put right again: to write all of it anew would take longer than to read it.
    private static let copy: CInt = {
        let descriptor = open(path, O_RDWR | O_CREAT | O_TRUNC, 0o600)
        precondition(descriptor >= 0 && Glibc.write(descriptor, whole, whole.count) == whole.count)
        return descriptor
    }()

    static func run(_ input: UnsafeRawBufferPointer) {
        _ = copy
        let places = stride(from: 0, to: input.count - 4, by: 5).map { start in
            let place =
                (Int(input[start]) << 16 | Int(input[start + 1]) << 8 | Int(input[start + 2])) % (whole.count - 1)
            put(UnsafeRawBufferPointer(rebasing: input[start + 3..<start + 5]), at: place)
            return place
        }
        defer {
            whole.withUnsafeBytes { bytes in
                for place in places { put(UnsafeRawBufferPointer(rebasing: bytes[place..<place + 2]), at: place) }
            }
        }
        read()
    }

    private static func put(_ bytes: UnsafeRawBufferPointer, at place: Int) {
        precondition(pwrite(copy, bytes.baseAddress, bytes.count, place) == bytes.count)
    }

    private static func read() {
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
