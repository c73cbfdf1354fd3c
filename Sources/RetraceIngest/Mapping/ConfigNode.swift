import RetraceCore
import Yams

/// A piece of a mapping file that remembers where it stands, so that what is wrong with it can be told with line and column.
struct ConfigNode {
    /// What a piece holds.
    indirect enum Content {
        case null
        case text(String)
        case list([ConfigNode])
        case table([(key: ConfigNode, value: ConfigNode)])
    }

    var content: Content
    /// `line 3, column 5 of retrace.yaml`, or the assignment that it came by.
    var place: String

    /// The content of YAML; `place` names it, or with `linesOf` the file whose lines are told.
    init(_ node: Node, place: String, isFile: Bool) {
        self.place = isFile ? node.mark.map { "line \($0.line), column \($0.column) of \(place)" } ?? place : place
        if node.null != nil {
            content = .null
        } else if let table = node.mapping {
            content = .table(
                table.map {
                    (
                        ConfigNode($0.key, place: place, isFile: isFile),
                        ConfigNode($0.value, place: place, isFile: isFile)
                    )
                })
        } else if let list = node.sequence {
            content = .list(list.map { ConfigNode($0, place: place, isFile: isFile) })
        } else {
            content = .text(node.scalar?.string ?? "")
        }
    }

    private init(_ content: Content, place: String) {
        self.content = content
        self.place = place
    }

    /// Reads YAML. Throws ``RetraceCore/RetraceError`` of kind `data`.
    static func parse(_ text: String, place: String, isFile: Bool) throws -> ConfigNode {
        try YAMLGuard.check(text, name: isFile ? "mapping '\(place)'" : "value of \(place)")
        do {
            guard let root = try Yams.compose(yaml: text, .default, .default, .utf8) else {
                return ConfigNode(.null, place: place)
            }
            return ConfigNode(root, place: place, isFile: isFile)
        } catch let error as YamlError {
            throw RetraceError(.data, "The mapping is not valid YAML (\(place)): \(error)")
        }
    }

    /// An empty table.
    static func empty(place: String) -> ConfigNode { ConfigNode(.table([]), place: place) }

    /// The text of a text; nil for anything else.
    var text: String? { if case .text(let text) = content { text } else { nil } }

    /// Puts `value` where `path` leads: keys of tables, or positions of lists from 0; tables that are missing are made.
    mutating func set(_ path: ArraySlice<String>, to value: ConfigNode) throws {
        guard let key = path.first else { return self = value }
        switch content {
        case .list(var items):
            guard let position = Int(key), items.indices.contains(position) else {
                throw value.problem("'\(key)' is no position of the list there, which has \(items.count) entries")
            }
            try items[position].set(path.dropFirst(), to: value)
            content = .list(items)
        case .table(var entries):
            if let index = entries.firstIndex(where: { $0.key.text == key }) {
                try entries[index].value.set(path.dropFirst(), to: value)
            } else {
                var entry = ConfigNode.empty(place: value.place)
                try entry.set(path.dropFirst(), to: value)
                entries.append((ConfigNode(.text(key), place: value.place), entry))
            }
            content = .table(entries)
        case .null, .text:
            self = .empty(place: value.place)
            try set(path, to: value)
        }
    }

    /// An error about this piece.
    func problem(_ what: String) -> RetraceError { RetraceError(.data, "The mapping is wrong at \(place): \(what).") }

    /// The table's values by key. Throws where it is no table, or has a key other than `keys`, or one twice.
    func table(of what: String, keys: [String]? = nil) throws -> [String: ConfigNode] {
        guard case .table(let entries) = content else { throw problem("\(what) is not a table of keys and values") }
        var result: [String: ConfigNode] = [:]
        for entry in entries {
            guard let key = entry.key.text else { throw entry.key.problem("a key of \(what) is not a text") }
            if let keys, !keys.contains(key) {
                throw entry.key.problem("the key '\(key)' is unknown: \(what) may have \(keys.joined(separator: ", "))")
            }
            guard result.updateValue(entry.value, forKey: key) == nil else {
                throw entry.key.problem("the key '\(key)' stands twice")
            }
        }
        return result
    }

    /// One text, or a list of texts.
    func texts(_ what: String) throws -> [String] {
        switch content {
        case .text(let text): return [text]
        case .list(let items):
            return try items.map {
                guard let text = $0.text else { throw $0.problem("an entry of \(what) is not a text") }
                return text
            }
        case .null, .table: throw problem("\(what) is neither a text nor a list of texts")
        }
    }

    /// A text that is not empty.
    func word(_ what: String) throws -> String {
        guard let text, !text.isEmpty else { throw problem("\(what) is not a text") }
        return text
    }
}
