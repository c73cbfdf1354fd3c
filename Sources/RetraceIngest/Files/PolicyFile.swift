import RetraceCore
import RetraceHost
import Yams

/// Reads policies: YAML (so JSON too) with the keys `permitted` and `restricted`, each a list of dotted prefixes.
public enum PolicyFile {
    /// Reads a file; see ``text(of:)`` and ``parse(_:name:)``.
    public static func read(_ path: String) throws -> Policy { try parse(text(of: path), name: path) }

    /// A file's text. Throws ``RetraceError``: `noInput` when it can't be read, `data` when it can be no policy.
    public static func text(of path: String) throws -> String {
        let bytes: [UInt8]
        do {
            bytes = try FileSystem.contents(of: path, limit: Limits.policyBytes)
        } catch {
            throw RetraceError(
                .noInput,
                "The policy '\(path)' cannot be read (\(error)): give a YAML file with the lists permitted and restricted."
            )
        }
        guard bytes.count <= Limits.policyBytes else {
            throw RetraceError(
                .data, "The policy '\(path)' is longer than \(Limits.policyBytes) bytes, which no policy needs.")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw RetraceError(.data, "The policy '\(path)' is not UTF-8.")
        }
        return text
    }

    /// Reads a policy's text; `name` is what messages call it. Throws ``RetraceError`` of kind `data` when it is no policy; the
    /// message names line and key.
    public static func parse(_ text: String, name: String) throws -> Policy {
        try YAMLGuard.check(text, name: "policy '\(name)'")
        let root: Node?
        do {
            root = try Yams.compose(yaml: text, .default, .default, .utf8)
        } catch let error as YamlError {
            throw RetraceError(.data, "The policy '\(name)' is not valid YAML: \(error)")
        }
        guard let mapping = root?.mapping else {
            throw RetraceError(.data, "The policy '\(name)' is not a mapping with the keys permitted and restricted.")
        }
        var lists: [String: [Node]] = [:]
        for (key, value) in mapping {
            guard let word = key.scalar?.string, word == "permitted" || word == "restricted" else {
                throw problem(
                    name, key,
                    "the key '\(key.scalar?.string ?? "?")' is unknown: a policy has permitted and restricted")
            }
            lists[word] = try entries(value, key: word, name: name)
        }
        guard !lists.isEmpty else {
            throw RetraceError(.data, "The policy '\(name)' has neither permitted nor restricted prefixes.")
        }
        return try policy(permitted: lists["permitted"] ?? [], restricted: lists["restricted"] ?? [], name: name)
    }

    private static func entries(_ node: Node, key: String, name: String) throws -> [Node] {
        if node.scalar?.string == "" || node.null != nil { return [] }
        guard let sequence = node.sequence else {
            throw problem(name, node, "'\(key)' is not a list of prefixes")
        }
        for entry in sequence {
            guard let text = entry.scalar?.string, isPrefix(text) else {
                throw problem(
                    name, entry, "an entry of '\(key)' is not a prefix: dotted names such as essential.service.security"
                )
            }
        }
        return Array(sequence)
    }

    private static func isPrefix(_ text: String) -> Bool {
        !text.isEmpty && text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { !$0.isEmpty }
    }

    private static func policy(permitted: [Node], restricted: [Node], name: String) throws -> Policy {
        let permittedTexts = permitted.compactMap { $0.scalar?.string }
        let known = Set(permittedTexts.map { Array($0.utf8) })
        for entry in restricted {
            guard let text = entry.scalar?.string, known.contains(Array(text.utf8)) else { continue }
            throw problem(name, entry, "'\(text)' is both permitted and restricted")
        }
        let policy = Policy(permitted: permittedTexts, restricted: restricted.compactMap { $0.scalar?.string })
        guard let policy else { throw RetraceError(.data, "The policy '\(name)' has a prefix in both lists.") }
        return policy
    }

    private static func problem(_ name: String, _ node: Node, _ what: String) -> RetraceError {
        let place = node.mark.map { "line \($0.line), column \($0.column)" } ?? "somewhere"
        return RetraceError(.data, "The policy '\(name)' is wrong at \(place): \(what).")
    }
}
