import Glibc
import RetraceCore
import RetraceHost
import RetraceIngest

/// What a sink has written, copied to a file in the folder of a checkpoint: the sink's own file belongs to its run alone. Each
/// time only what is new is copied, to the file's end; a state says how much of it belongs to it. Used by one thread at a time.
final class EvidenceKeeper {
    /// A part of the file, and XXH3 (64 bits) of it: what comes back must be what was written.
    private struct Piece {
        var bytes: Int
        var checksum: UInt64
    }

    private let path: String
    private var file: OpenFile?
    private var pieces: [Piece] = []
    private var length = 0

    static let name = "case"
    private static let pieceBytes = 1 << 20

    /// A keeper that keeps nothing yet.
    init(folder: String) { path = "\(folder)/\(EvidenceKeeper.name)" }

    /// Forgets everything. That the file can't be removed is no error: it is emptied when it is needed again.
    func clear() {
        (file, pieces, length) = (nil, [], 0)
        try? FileSystem.remove(Array(path.utf8CString))
    }

    /// Copies what the sink has written since the last time, waits until it is on the disk, and writes what there is to know
    /// of the sink. Throws ``RetraceCore/RetraceError`` of kind `inputOutput`, and what the sink does.
    func keep(_ sink: any ResumableEvidenceSink, to writer: ExchangeWriter) throws {
        let state = try sink.state()
        try copy(sink, upTo: state.fileBytes)
        try writer.writeMessage(.evidencePieces) { encoder in
            for piece in pieces {
                encoder.number(UInt64(piece.bytes))
                encoder.word(piece.checksum)
            }
        }
        for message in state.messages { try writer.writeMessage(.evidenceState) { $0.appendRaw(message) } }
    }

    private func copy(_ sink: any ResumableEvidenceSink, upTo end: Int) throws {
        let file = try openToWrite()
        let room = UnsafeMutableRawBufferPointer.allocate(byteCount: EvidenceKeeper.pieceBytes, alignment: 16)
        defer { room.deallocate() }
        while length < end {
            let piece = UnsafeMutableRawBufferPointer(rebasing: room[..<min(room.count, end - length)])
            try sink.readWritten(at: length, into: piece)
            try translate { () throws(HostError) in try file.write(UnsafeRawBufferPointer(piece), at: length) }
            pieces.append(Piece(bytes: piece.count, checksum: TextHash.of(UnsafeRawBufferPointer(piece))))
            length += piece.count
        }
        try translate { () throws(HostError) in try file.sync() }
    }

    private func openToWrite() throws -> OpenFile {
        if let file { return file }
        let opened = try translate { () throws(HostError) in
            let opened = try OpenFile.toLock(Array(path.utf8CString))
            try opened.truncate(to: length)
            return opened
        }
        file = opened
        return opened
    }

    private func translate<Value>(_ body: () throws(HostError) -> Value) throws -> Value {
        do { return try body() } catch { throw ExchangeFile.failure(path, error) }
    }

    // MARK: Going on

    /// Reads the list of pieces. Throws ``RetraceCore/MalformedMessage``.
    func readPieces(from decoder: inout MessageDecoder) throws {
        while !decoder.isAtEnd {
            let piece = try Piece(bytes: decoder.integer(), checksum: decoder.word())
            guard piece.bytes <= EvidenceKeeper.pieceBytes else { throw MalformedMessage() }
            pieces.append(piece)
            length += piece.bytes
        }
    }

    /// Lets a sink go on from what was kept. Throws ``RetraceCore/RetraceError`` of kind `inputOutput` when that is damaged.
    func restore(_ messages: [[UInt8]], to sink: any ResumableEvidenceSink, texts: Int) throws {
        do {
            try sink.goOn(from: EvidenceSinkState(fileBytes: length, messages: messages), texts: texts)
        } catch is MalformedMessage {
            throw unreadable("does not go with the rest")
        }
        let file: OpenFile
        do { file = try OpenFile.reading(Array(path.utf8CString)) } catch {
            throw unreadable("cannot be opened: \(error)")
        }
        let room = UnsafeMutableRawBufferPointer.allocate(byteCount: EvidenceKeeper.pieceBytes, alignment: 16)
        defer { room.deallocate() }
        var offset = 0
        for piece in pieces {
            let bytes = UnsafeMutableRawBufferPointer(rebasing: room[..<piece.bytes])
            let count: Int
            do { count = try file.read(at: offset, into: bytes) } catch { throw unreadable("cannot be read: \(error)") }
            guard count == piece.bytes, TextHash.of(UnsafeRawBufferPointer(bytes)) == piece.checksum else {
                throw unreadable("does not hold what was written to it")
            }
            try sink.writeAgain(UnsafeRawBufferPointer(bytes), at: offset)
            offset += piece.bytes
        }
    }

    private func unreadable(_ what: String) -> RetraceError {
        RetraceError(
            .inputOutput,
            "'\(path)', which belongs to a checkpoint, \(what). Replay without --resume to start anew.")
    }
}
