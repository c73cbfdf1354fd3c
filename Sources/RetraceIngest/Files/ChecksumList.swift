import RetraceCore

/// Lists of hashes as GNU `sha256sum` writes them: a line for each file, the hash, a space, a space or `*`, the path. A
/// backslash before the hash says that backslashes and line feeds in the path are escaped.
enum ChecksumList {
    /// Whether a text's first line is one of such a list.
    static func isOne(_ text: String) -> Bool {
        text.utf8.split(separator: 0x0A).first.map { entry($0) != nil } ?? false
    }

    /// The files of streams that a list names; others, such as a policy beside the log root's folders, are passed over.
    /// `name` is what messages call the list. Throws ``RetraceCore/RetraceError`` of kind `data`.
    static func parse(_ text: String, name: String) throws -> Manifest {
        var files: [LogStream: [ManifestFile]] = [:]
        var seen: Set<String> = []
        for (number, line) in text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated()
        where line.contains(where: { $0 != 0x0D }) {
            guard let file = entry(line) else {
                throw problem(name, number + 1, "it is not a hash of 64 digits, two spaces and a path")
            }
            guard let stream = LogStream.allCases.first(where: { file.path.hasPrefix("\($0.name)/") }) else { continue }
            guard seen.insert(file.path).inserted else {
                throw problem(name, number + 1, "the file is named twice")
            }
            files[stream, default: []].append(file)
        }
        guard !files.isEmpty else {
            throw RetraceError(
                .data,
                "The list of hashes '\(name)' names no file of a stream: make it in the log root, so that paths begin with "
                    + "a stream's name.")
        }
        return Manifest(streams: files.mapValues { ManifestStream(files: $0) })
    }

    private static func entry(_ line: Substring.UTF8View) -> ManifestFile? {
        var rest = line.last == 0x0D ? line.dropLast() : line
        let isEscaped = rest.first == 0x5C
        if isEscaped { rest = rest.dropFirst() }
        guard rest.count > 66, let hash = HexadecimalText.sha256(rest.prefix(64)) else { return nil }
        let marks = rest.dropFirst(64).prefix(2)
        guard marks.first == 0x20, marks.last == 0x20 || marks.last == 0x2A else { return nil }
        var path = String(decoding: rest.dropFirst(66), as: UTF8.self)
        if isEscaped { path = unescaped(path) }
        while path.hasPrefix("./") { path.removeFirst(2) }
        return ManifestFile(path: path, sha256: hash)
    }

    private static func unescaped(_ text: String) -> String {
        var result = ""
        var isEscape = false
        for character in text {
            if isEscape {
                result.append(character == "n" ? "\n" : character == "r" ? "\r" : character)
                isEscape = false
            } else if character == "\\" {
                isEscape = true
            } else {
                result.append(character)
            }
        }
        return result
    }

    private static func problem(_ name: String, _ line: Int, _ what: String) -> RetraceError {
        RetraceError(.data, "The list of hashes '\(name)' is wrong at line \(line): \(what).")
    }
}
