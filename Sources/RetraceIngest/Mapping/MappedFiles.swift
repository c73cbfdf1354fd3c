import RetraceCore

/// The files of a log root that a mapping's patterns cover.
struct MappedFiles {
    /// By stream, sorted by path. A stream that is declared absent has no key.
    private(set) var files: [LogStream: [LogFile]] = [:]
    private let mapping: Mapping

    /// Walks through the root for the streams other than `given`. Throws ``RetraceCore/RetraceError``: `noInput` where a pattern covers no file, `data` where
    /// the mapping can't be followed.
    init(_ mapping: Mapping, root: String, given: Set<LogStream>) throws {
        self.mapping = mapping
        var scan = FolderScan(stream: .identifiers)
        scan.visit(Array(root.utf8CString), name: [])
        for (stream, origin) in mapping.streams where !given.contains(stream) {
            guard case .sources(let sources) = origin else { continue }
            files[stream] = try MappedFiles.select(scan.files, sources, stream)
        }
    }

    /// Whether the mapping, and not the root's folders, says what there is of a stream.
    func speaksOf(_ stream: LogStream) -> Bool { mapping.streams[stream] != nil }

    /// How the lines of a file that is not below the log root become lines of a stream; nil where the mapping does not speak of
    /// it. The patterns of paths are of no account, so there may be one set of them only. Throws ``RetraceCore/RetraceError``.
    static func mapping(_ mapping: Mapping, ofGiven stream: LogStream) throws -> FileMapping? {
        guard let origin = mapping.streams[stream] else { return nil }
        guard case .sources(let sources) = origin else {
            throw RetraceError(
                .data, "The mapping says that there is no stream '\(stream.name)', and --stream gives one.")
        }
        guard Set(sources.map(\.files)).count == 1 else {
            throw RetraceError(
                .data,
                "The mapping has sources of '\(stream.name)' for different files (\(sources[0].place)), so that it doesn't tell "
                    + "how to read what --stream gives: use a mapping with sources for the same files only.")
        }
        return try FileMapping(Array(sources.indices), of: sources, stream: stream)
    }

    private static func select(_ all: [LogFile], _ sources: [StreamSource], _ stream: LogStream) throws -> [LogFile] {
        let paths = all.map { file in file.name.utf8.split(separator: UInt8(ascii: "/")).map(Array.init) }
        var covering = [[Int]](repeating: [], count: all.count)
        for (number, source) in sources.enumerated() {
            for text in source.files {
                let pattern = GlobPattern(text)
                let hits = paths.indices.filter { pattern.covers(paths[$0]) }
                guard !hits.isEmpty else {
                    throw RetraceError(
                        .noInput,
                        "No file of the log root is covered by '\(text)', which the mapping gives for "
                            + "'\(stream.name)' at \(source.place).")
                }
                for hit in hits where covering[hit].last != number { covering[hit].append(number) }
            }
        }
        var compiled: [[Int]: FileMapping] = [:]
        return try all.indices.filter { !covering[$0].isEmpty }.map { index in
            let numbers = covering[index]
            let mapping = try compiled[numbers] ?? FileMapping(numbers, of: sources, stream: stream)
            compiled[numbers] = mapping
            var file = all[index]
            (file.stream, file.mapping) = (stream, mapping)
            return file
        }
    }
}
