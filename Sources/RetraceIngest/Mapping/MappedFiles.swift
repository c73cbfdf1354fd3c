import RetraceCore

/// The files of a log root that a mapping's patterns cover.
struct MappedFiles {
    /// By stream, sorted by path. A stream that is declared absent has no key.
    private(set) var files: [LogStream: [LogFile]] = [:]
    private let mapping: Mapping

    /// Walks through the root. Throws ``RetraceCore/RetraceError``: `noInput` where a pattern covers no file, `data` where
    /// the mapping can't be followed.
    init(_ mapping: Mapping, root: String) throws {
        self.mapping = mapping
        var scan = FolderScan(stream: .identifiers)
        scan.visit(Array(root.utf8CString), name: [])
        for (stream, origin) in mapping.streams {
            guard case .sources(let sources) = origin else { continue }
            files[stream] = try MappedFiles.select(scan.files, sources, stream)
        }
    }

    /// Whether the mapping, and not the root's folders, says what there is of a stream.
    func speaksOf(_ stream: LogStream) -> Bool { mapping.streams[stream] != nil }

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
