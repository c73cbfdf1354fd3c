import RetraceCore
import RetraceHost

/// An ordinary file.
final class StoredSource: ByteSource {
    private let file: OpenFile
    private let path: [CChar]
    /// The file as it was when it was found.
    private let version: FileVersion

    /// Opens a file. Throws ``FrameError`` when it can't be opened, or is no ordinary file any more.
    init(_ logFile: LogFile) throws {
        path = logFile.path
        do {
            file = try OpenFile.reading(logFile.path)
            let status = try file.status()
            guard status.isRegularFile else { throw FrameError("is not a regular file") }
            version = logFile.version ?? status.version
        } catch let error as HostError {
            throw FrameError("cannot be opened: \(error)")
        }
        file.willReadInOrder()
    }

    func read(into output: UnsafeMutableRawBufferPointer) throws -> Int { try file.read(into: output) }

    /// A file that somebody writes to meanwhile is read as nobody ever wrote it. That is damage, though every line may be
    /// whole.
    func checkUnchanged() throws {
        let now: FileVersion
        let named: FileVersion?
        do {
            now = try file.status().version
            named = try FileStatus.of(path)?.version
        } catch {
            throw FrameError("cannot be looked at after reading: \(error)")
        }
        if named?.isSameFile(as: version) != true {
            throw FrameError("was replaced or removed while it was read")
        }
        if now != version {
            throw FrameError(
                "was changed while it was read: it had \(version.size) bytes when it was found, and \(now.size) at the end"
            )
        }
    }
}
