import Foundation
import Glibc
import RetraceCase
import RetraceCore

/// Case files of which some bytes were changed: read as they were, or refused with a sentence. The first byte of an input says what
/// is asked of the case. A list of changes of five bytes each follows: where, in three bytes, and what to put there, two bytes.
/// Only opening reads the pages of the schema. It takes far longer than all else: a case is opened anew where one of them is
/// changed, and the first byte is one of the last 32. FUZZ_CASE names the whole file.
enum CaseTarget {
    private static let whole: [UInt8] = {
        let path = ProcessInfo.processInfo.environment["FUZZ_CASE"] ?? ""
        guard let data = FileManager.default.contents(atPath: path) else { fatalError("FUZZ_CASE names no file") }
        return Array(data)
    }()

    private static let pageSize = Int(whole[16]) << 8 | Int(whole[17])
    /// The first page, counted as 0, and those it is the parent of: "Database File Format", section 1.6.
    private static let schemaPages: Set<Int> = {
        func number(_ place: Int, _ bytes: Int) -> Int { whole[place..<place + bytes].reduce(0) { $0 << 8 | Int($1) } }
        guard whole[100] == 5 else { return [0] }
        let cells = (0..<number(103, 2)).map { number(112 + 2 * $0, 2) }
        return Set([0, number(108, 4) - 1] + cells.map { number($0, 4) - 1 })
    }()

    private static let path = "/dev/shm/retrace-fuzz-\(getpid())"
    /// A copy, which is changed and put right again: to write all of it anew would take longer than to read it.
    private static let copy: CInt = {
        let descriptor = open(path, O_RDWR | O_CREAT | O_TRUNC, 0o600)
        precondition(descriptor >= 0 && Glibc.write(descriptor, whole, whole.count) == whole.count)
        return descriptor
    }()

    /// Opened while the file was whole. Its pages are read again for each input.
    nonisolated(unsafe) private static let reader: CaseReader = {
        _ = copy
        guard let reader = try? CaseReader(path: path) else { fatalError("FUZZ_CASE is no case") }
        return reader
    }()

    static func run(_ all: UnsafeRawBufferPointer) {
        guard let choice = all.first else { return }
        let input = UnsafeRawBufferPointer(rebasing: all[1...])
        let reader = reader
        // It is looked up while the file is whole.
        _ = account
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
        expectSentence {
            if choice >= 224 && places.contains(where: { schemaPages.contains($0 / pageSize) }) {
                return try ask(CaseReader(path: path), choice)
            }
            reader.releasePages()
            try ask(reader, choice)
        }
    }

    private static func put(_ bytes: UnsafeRawBufferPointer, at place: Int) {
        precondition(pwrite(copy, bytes.baseAddress, bytes.count, place) == bytes.count)
    }

    private static func ask(_ reader: CaseReader, _ choice: UInt8) throws {
        switch choice % 8 {
        case 0:
            _ = try reader.run()
            _ = try reader.inputs()
        // What is made of the JSON is Foundation's, and takes longer than all else together.
        case 1: _ = try reader.document("result")
        case 2, 3: _ = try reader.recount(cutoff: Instant(milliseconds: 1_568_678_400_000))
        case 4, 5: try forEachLine(reader) { _ in }
        case 6: _ = try CaseExplainer(reader).explain("42")
        default: _ = try CaseExplainer(reader).explain(account)
        }
    }

    /// An account of the whole file.
    private static let account: String = {
        var lines: [String] = []
        try? forEachLine(reader) { lines.append($0) }
        guard let line = lines.last else { fatalError("FUZZ_CASE has no matched account") }
        return String(line.prefix { $0 != "," })
    }()

    private static func forEachLine(_ reader: CaseReader, _ body: (String) -> Void) throws {
        let selection = CaseSelection(
            count: .matched, side: .before, reading: .lower, unit: .accounts, isByCountry: false)
        let text = ExportText(.csv, .lower, isForSpreadsheets: false)
        try reader.forEach(selection) { body(try text.line($0)) }
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
