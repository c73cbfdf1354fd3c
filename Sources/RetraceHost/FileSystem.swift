import Glibc

/// What is asked of the file system by path. Paths are zero-terminated and need not be UTF-8.
public enum FileSystem {
    /// Where temporary files go unless another folder is asked for: the environment's TMPDIR, or `/tmp`.
    public static var temporaryFolder: String { getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp" }

    /// The names in a folder, without `.` and `..`, sorted as bytes. Throws ``HostError``, too, when only some of them can be
    /// read.
    public static func names(in folder: [CChar]) throws(HostError) -> [[UInt8]] {
        let scope = FaultScope(folder)
        var stream: OpaquePointer?
        _ = try scope.perform(.open) { _ in
            stream = opendir(folder)
            return stream == nil ? -1 : 0
        }
        guard let stream else { return [] }
        defer { closedir(stream) }
        var names: [[UInt8]] = []
        while let name = try next(of: stream, scope) { names.append(name) }
        return names.filter { $0 != [0x2E] && $0 != [0x2E, 0x2E] }.sorted { $0.lexicographicallyPrecedes($1) }
    }

    private static func next(of stream: OpaquePointer, _ scope: FaultScope) throws(HostError) -> [UInt8]? {
        var name: [UInt8]?
        _ = try scope.perform(.list) { _ in
            // Only `errno` tells the end from a failure.
            errno = 0
            guard let entry = readdir(stream) else { return errno == 0 ? 0 : -1 }
            name = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
            return 0
        }
        return name
    }

    /// Gives a file another name, which it takes from whatever has it.
    public static func rename(_ path: [CChar], to new: [CChar]) throws(HostError) {
        _ = try FaultScope(path).perform(.rename) { _ in Int(Glibc.rename(path, new)) }
    }

    /// Gives a file one more name, which nothing may have.
    public static func link(_ path: [CChar], to new: [CChar]) throws(HostError) {
        _ = try FaultScope(path).perform(.link) { _ in Int(Glibc.link(path, new)) }
    }

    /// Waits until the names in a folder are on the disk: until then, a power failure could take back one that was given. File
    /// systems that can't do that for folders are taken at their word.
    public static func syncFolder(_ folder: String) throws(HostError) {
        do {
            try OpenFile.reading(Array(folder.utf8CString)).sync()
        } catch  where error.code == EINVAL || error.code == EACCES {
            return
        }
    }

    /// Takes a file's name away.
    public static func remove(_ path: [CChar]) throws(HostError) {
        _ = try FaultScope(path).perform(.unlink) { _ in Int(unlink(path)) }
    }

    /// Makes a folder, and those above it that are missing; only its owner may enter, unless `mode` says otherwise. One that
    /// is there is left as it is.
    public static func makeFolder(_ path: String, mode: mode_t = 0o700) throws(HostError) {
        do {
            try makeOneFolder(path, mode)
        } catch  where error.code == EEXIST {
            guard try FileStatus.of(Array(path.utf8CString))?.isFolder == true else {
                throw HostError(.folder, ENOTDIR)
            }
        } catch  where error.code == ENOENT {
            guard let slash = path.dropLast().lastIndex(of: "/"), slash != path.startIndex else { throw error }
            try makeFolder(String(path[..<slash]), mode: mode)
            try makeFolder(path, mode: mode)
        }
    }

    private static func makeOneFolder(_ path: String, _ mode: mode_t) throws(HostError) {
        let bytes = Array(path.utf8CString)
        _ = try FaultScope(bytes).perform(.folder) { _ in Int(mkdir(bytes, mode)) }
    }

    /// Whether something lies at a path, links followed. Where that can't be found out, trying to read it will tell why.
    public static func has(_ path: String) -> Bool {
        do {
            return try FileStatus.of(Array(path.utf8CString)) != nil
        } catch {
            return true
        }
    }

    /// All of a file that people write by hand, at most `limit` bytes of it and one more.
    public static func contents(of path: String, limit: Int) throws(HostError) -> [UInt8] {
        let file = try OpenFile.readingWhenReady(Array(path.utf8CString))
        let piece = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)
        defer { piece.deallocate() }
        var bytes: [UInt8] = []
        while bytes.count <= limit {
            let count = try file.read(into: piece)
            if count == 0 { break }
            bytes += piece[..<min(count, limit + 1 - bytes.count)]
        }
        return bytes
    }
}
