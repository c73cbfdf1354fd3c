import RetraceCore
import RetraceHost

/// Files whose bytes come one after the other by standard input or a pipe, each with as many bytes as it is said to have: for
/// those that can be read but once, and in their order. Any thread may read, one at a time.
///
/// Where too few bytes come, or too many, nothing can be said of any of the files: ``finish()`` throws then, and what was read
/// is to be thrown away.
public final class JoinedFiles: Hashable, Sendable {
    /// Where a file is among the others.
    public struct Place: Hashable, Sendable {
        let files: JoinedFiles
        let start: UInt64
        let count: UInt64

        func open() -> any ByteSource { JoinedSource(self) }
    }

    private struct State: @unchecked Sendable {
        // Unchecked: only ever used under the lock.
        let source: any ByteSource
        var offset: UInt64 = 0
        /// Bytes of all files that have been given a place.
        var end: UInt64 = 0
        var failure: RetraceError?
    }

    private let name: String
    private let state: Lock<State>
    private static let pieceBytes = 64 << 10

    /// Opens what the bytes come by: a pipe, a file or, for `-`, standard input. Gives up waiting once `isStopped` says so.
    /// Throws ``RetraceCore/RetraceError`` of kind `noInput` when it can't be opened.
    public init(path: String, isStopped: @escaping @Sendable () -> Bool) throws {
        name = path == "-" ? "Standard input" : "'\(path)'"
        let isStandardInput = path == "-"
        let pipe = InputPipe(
            path: isStandardInput ? nil : Array(path.utf8CString), spoolFolder: nil, isStopped: isStopped)
        do {
            state = Lock(State(source: try pipe.open()))
        } catch {
            throw RetraceError(.noInput, "'\(path)' \(error).")
        }
    }

    /// The file at its place: after all that were given one before.
    public func place(_ file: LogFile) -> LogFile {
        var placed = file
        placed.joined = state.withLock { state in
            defer { state.end += file.size }
            return Place(files: self, start: state.end, count: file.size)
        }
        return placed
    }

    /// To be called once all files have been read, as far as they can be. Throws ``RetraceCore/RetraceError`` of kind
    /// `inputOutput` when their bytes did not come, or more did.
    public func finish() throws {
        try state.withLock { state in
            try? pass(to: state.end, &state)
            if state.failure == nil {
                var more: UInt8 = 0
                let count = try? withUnsafeMutableBytes(of: &more) { try read(into: $0, &state) }
                if let count, count > 0 { state.failure = failure("goes on after the \(state.end) bytes of its files") }
            }
            if let failure = state.failure { throw failure }
        }
    }

    /// Reads what lies at a position, which no earlier one may follow. Throws ``FrameError``, which ``finish()`` repeats.
    fileprivate func read(at position: UInt64, into output: UnsafeMutableRawBufferPointer) throws -> Int {
        try state.withLock { state in
            try pass(to: position, &state)
            let count = try read(into: output, &state)
            if count == 0 { throw note(endingEarly(state), &state) }
            return count
        }
    }

    /// Passes over what was left of damaged files.
    private func pass(to position: UInt64, _ state: inout State) throws {
        precondition(position >= state.offset || state.failure != nil)
        guard position > state.offset else { return }
        let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: JoinedFiles.pieceBytes, alignment: 16)
        defer { piece.deallocate() }
        while state.offset < position {
            let wanted = Int(min(UInt64(piece.count), position - state.offset))
            let count = try read(into: UnsafeMutableRawBufferPointer(rebasing: piece[..<wanted]), &state)
            if count == 0 { throw note(endingEarly(state), &state) }
        }
    }

    private func read(into output: UnsafeMutableRawBufferPointer, _ state: inout State) throws -> Int {
        if let failure = state.failure { throw FrameError(failure.message) }
        do {
            let count = try state.source.read(into: output)
            state.offset += UInt64(count)
            return count
        } catch {
            throw note(failure("cannot be read at byte \(state.offset): \(error)"), &state)
        }
    }

    private func note(_ failure: RetraceError, _ state: inout State) -> FrameError {
        state.failure = failure
        return FrameError(failure.message)
    }

    private func endingEarly(_ state: State) -> RetraceError {
        failure("ends after \(state.offset) bytes, and its files have \(state.end)")
    }

    private func failure(_ what: String) -> RetraceError {
        RetraceError(.inputOutput, "\(name) \(what). Hand the files over once more.")
    }

    /// The same object.
    public static func == (left: JoinedFiles, right: JoinedFiles) -> Bool { left === right }

    /// Hashes the object's identity.
    public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}

/// One of several files that come one after the other.
private final class JoinedSource: ByteSource {
    private let place: JoinedFiles.Place
    private var done: UInt64 = 0

    init(_ place: JoinedFiles.Place) { self.place = place }

    func read(into output: UnsafeMutableRawBufferPointer) throws -> Int {
        let wanted = Int(min(UInt64(output.count), place.count - done))
        guard wanted > 0 else { return 0 }
        let count = try place.files.read(
            at: place.start + done, into: UnsafeMutableRawBufferPointer(rebasing: output[..<wanted]))
        done += UInt64(count)
        return count
    }

    func checkUnchanged() {}
}
