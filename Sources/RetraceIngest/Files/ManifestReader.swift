import RetraceCore
import RetraceHost
import Yams

/// Reads manifests: YAML (so JSON too) in the form of `docs/manifest.md`, or a list of hashes by GNU `sha256sum`.
public enum ManifestReader {
    /// Reads a file. Throws ``RetraceCore/RetraceError``: `noInput` when it can't be read, `data` when it is no manifest; the
    /// message names line and column. With `anyFolder`, as a mapping may have it, a stream's files may lie anywhere below the
    /// log root; else in the folder of its name.
    public static func read(_ path: String, anyFolder: Bool = false) throws -> Manifest {
        let bytes: [UInt8]
        do {
            bytes = try FileSystem.contents(of: path, limit: Limits.manifestBytes)
        } catch {
            throw RetraceError(
                .noInput, "The manifest '\(path)' cannot be read (\(error)): `retrace manifest LOGROOT` writes one.")
        }
        guard bytes.count <= Limits.manifestBytes else {
            throw RetraceError(
                .data, "The manifest '\(path)' is longer than \(Limits.manifestBytes >> 20) MiB, the most that is read."
            )
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw RetraceError(.data, "The manifest '\(path)' is not UTF-8.")
        }
        return try parse(text, name: path, anyFolder: anyFolder)
    }

    /// Reads a manifest's text; `name` is what messages call it.
    public static func parse(_ text: String, name: String, anyFolder: Bool = false) throws -> Manifest {
        if ChecksumList.isOne(text) { return try ChecksumList.parse(text, name: name) }
        try YAMLGuard.check(text, name: "manifest '\(name)'")
        let root: Node?
        do {
            root = try Yams.compose(yaml: text, .default, .default, .utf8)
        } catch {
            throw RetraceError(.data, "The manifest '\(name)' is not valid YAML: \(error)")
        }
        return try ManifestNodes(name: name, anyFolder: anyFolder).manifest(root)
    }
}

/// Makes a manifest of YAML nodes.
private struct ManifestNodes {
    let name: String
    let anyFolder: Bool

    func manifest(_ root: Node?) throws -> Manifest {
        guard let root, root.mapping != nil else {
            throw RetraceError(.data, "The manifest '\(name)' is not a mapping with the key streams.")
        }
        guard let streams = try fields(root, ["streams"], of: "a manifest")["streams"] else {
            throw problem(root, "the key 'streams' is missing")
        }
        guard let mapping = streams.mapping else { throw problem(streams, "'streams' is not a mapping") }
        var result = Manifest()
        for (key, value) in mapping {
            guard let stream = LogStream.allCases.first(where: { $0.name == key.scalar?.string }) else {
                throw problem(
                    key,
                    "'\(key.scalar?.string ?? "?")' is no stream: there are "
                        + LogStream.allCases.map(\.name).joined(separator: ", "))
            }
            result.streams[stream] = try self.stream(stream, value)
        }
        return result
    }

    private func stream(_ stream: LogStream, _ node: Node) throws -> ManifestStream {
        let fields = try fields(node, ["sampling", "files"], of: "a stream")
        return ManifestStream(
            files: try fields["files"].map { try files($0, of: stream) },
            sampling: try fields["sampling"].map { try sampling($0) })
    }

    private func files(_ node: Node, of stream: LogStream) throws -> [ManifestFile] {
        guard let sequence = node.sequence else { throw problem(node, "'files' is not a list") }
        var seen: Set<String> = []
        return try sequence.map { entry in
            let file = try file(entry, of: stream)
            guard seen.insert(file.path).inserted else {
                throw problem(entry, "the path '\(file.path)' is there twice")
            }
            return file
        }
    }

    private func file(_ node: Node, of stream: LogStream) throws -> ManifestFile {
        let fields = try fields(node, ["path", "lines", "bytes", "sha256"], of: "a file")
        guard let path = fields["path"] else { throw problem(node, "a file has no 'path'") }
        let segments = path.scalar?.string.split(separator: "/", omittingEmptySubsequences: false) ?? []
        let isGiven = path.scalar.map { $0.string.hasPrefix("\(stream.name)=") } == true
        if isGiven, let name = path.scalar?.string { return try self.file(name, fields) }
        guard anyFolder ? !segments.isEmpty : segments.count > 1 && segments[0] == stream.name,
            !segments.contains(where: { ["", ".", ".."].contains($0) })
        else {
            throw problem(
                path,
                "'path' is not a path relative to the log root, such as \(stream.name)/dt=2019-09-01/part-00000.zst")
        }
        return try self.file(segments.joined(separator: "/"), fields)
    }

    private func file(_ path: String, _ fields: [String: Node]) throws -> ManifestFile {
        ManifestFile(
            path: path, lines: try fields["lines"].map { try number($0, "lines") },
            bytes: try fields["bytes"].map { try number($0, "bytes") },
            sha256: try fields["sha256"].map { try hash($0) })
    }

    private func sampling(_ node: Node) throws -> Sampling {
        let fields = try fields(node, ["by", "rate", "hash"], of: "a sampling")
        guard let by = fields["by"], let rate = fields["rate"] else {
            throw problem(node, "a sampling needs 'by' (event or account) and 'rate'")
        }
        guard let value = rate.scalar.flatMap({ $0.style == .plain ? Double($0.string) : nil }), value > 0, value <= 1
        else { throw problem(rate, "'rate' is not a number above 0 and at most 1") }
        switch by.scalar?.string {
        case "account":
            if let hash = fields["hash"], (hash.scalar?.string ?? "").isEmpty {
                throw problem(hash, "'hash' is not a text")
            }
            return .account(rate: value, hash: fields["hash"]?.scalar?.string)
        case "event":
            if let hash = fields["hash"] { throw problem(hash, "'hash' goes with sampling by account") }
            return .event(rate: value)
        default: throw problem(by, "'by' is neither event nor account")
        }
    }

    private func number(_ node: Node, _ key: String) throws -> UInt64 {
        guard let scalar = node.scalar, scalar.style == .plain, !scalar.string.isEmpty,
            scalar.string.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let value = UInt64(scalar.string)
        else { throw problem(node, "'\(key)' is not a whole number") }
        return value
    }

    private func hash(_ node: Node) throws -> String {
        guard let text = node.scalar?.string, let hash = HexadecimalText.sha256(Array(text.utf8)) else {
            throw problem(node, "'sha256' is not 64 hexadecimal digits")
        }
        return hash
    }

    /// The values of a mapping by key; other keys than `known` are errors.
    private func fields(_ node: Node, _ known: [String], of what: String) throws -> [String: Node] {
        guard let mapping = node.mapping else {
            throw problem(node, "\(what) is not a mapping with \(known.joined(separator: ", "))")
        }
        var result: [String: Node] = [:]
        for (key, value) in mapping {
            guard let word = key.scalar?.string, known.contains(word) else {
                throw problem(
                    key,
                    "the key '\(key.scalar?.string ?? "?")' is unknown: \(what) has \(known.joined(separator: ", "))")
            }
            result[word] = value
        }
        return result
    }

    private func problem(_ node: Node, _ what: String) -> RetraceError {
        let place = node.mark.map { "line \($0.line), column \($0.column)" } ?? "somewhere"
        return RetraceError(.data, "The manifest '\(name)' is wrong at \(place): \(what).")
    }
}
