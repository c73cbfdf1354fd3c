import RetraceCore

/// From the pieces of a mapping file to a ``Mapping``.
struct MappingReader {
    /// What messages and settings call it.
    let name: String
    let descriptorSets: DescriptorSets

    func read(_ root: ConfigNode) throws -> Mapping {
        let top = try root.table(of: "a mapping", keys: ["streams"])
        guard let streams = top["streams"] else { throw root.problem("it has no key 'streams'") }
        var mapping = Mapping(name: name)
        let names = LogStream.allCases.map(\.name)
        let table = try streams.table(of: "'streams'", keys: names)
        for stream in LogStream.allCases {
            guard let node = table[stream.name] else { continue }
            mapping.streams[stream] = try origin(node, stream)
        }
        mapping.digest = digest(root)
        return mapping
    }

    /// The same for mappings that say the same in the same places, and name the same types.
    private func digest(_ root: ConfigNode) -> String {
        let sets = (descriptorSets.contents ?? [:]).sorted { $0.key < $1.key }
        let bytes = sets.reduce(into: Array("\(root)".utf8)) { $0 += Array($1.key.utf8) + $1.value }
        return bytes.withUnsafeBytes { String(TextHash.of($0), radix: 16) }
    }

    private func origin(_ node: ConfigNode, _ stream: LogStream) throws -> Mapping.Origin {
        switch node.content {
        case .text("absent"):
            guard !stream.isRequired else { throw node.problem("a replay needs the stream '\(stream.name)'") }
            return .absent
        case .list(let items):
            guard !items.isEmpty else { throw node.problem("the list of sources is empty: write 'absent'") }
            return .sources(try items.map { try source($0, stream) })
        case .table: return .sources([try source(node, stream)])
        case .text, .null: throw node.problem("a stream is 'absent', a source or a list of sources")
        }
    }

    private static let sourceKeys = [
        "files", "format", "delimiter", "descriptor_set", "message", "where", "each", "fields",
    ]

    private func source(_ node: ConfigNode, _ stream: LogStream) throws -> StreamSource {
        let table = try node.table(of: "a source", keys: MappingReader.sourceKeys)
        var source = StreamSource(
            files: try table["files"].map { try globs($0) } ?? ["\(stream.name)/**"],
            format: try format(table), place: node.place)
        if let each = table["each"] {
            let pointer = try pointer(each, source.format)
            guard pointer.steps.last == .some(nil) else {
                throw each.problem("'each' goes through an array, so it ends in /*")
            }
            source.each = pointer
        }
        if let conditions = table["where"] { source.conditions = try self.conditions(conditions, source.format) }
        if let fields = table["fields"] {
            let known = LineParser.fieldNames(of: stream)
            let entries = try fields.table(of: "the fields of '\(stream.name)'", keys: known)
            guard !entries.isEmpty else { throw fields.problem("'fields' is empty") }
            // In the model's order, whatever the file's.
            source.fields = try known.compactMap { name in
                try entries[name].map { try FieldReader(name: name, format: source.format).read($0) }
            }
            try checkRequired(fields, source.fields, stream)
        }
        return source
    }

    /// A source without a required field would have every line rejected.
    private func checkRequired(_ node: ConfigNode, _ fields: [FieldSource], _ stream: LogStream) throws {
        let given = Set(fields.map(\.name))
        for name in MappingReader.required(stream) where !given.contains(name) {
            throw node.problem("'\(stream.name)' needs the field '\(name)'")
        }
    }

    static func required(_ stream: LogStream) -> [String] {
        switch stream {
        case .identifiers: ["ts", "account_id", "id_type", "id_hash"]
        case .audiences: ["ts", "audience_id"]
        case .uploads: ["ts", "audience_id", "id_type", "id_hash"]
        case .matches: ["ts", "account_id", "audience_id"]
        case .impressions: ["ts", "account_id", "audience_ids"]
        case .disclosures: ["ts", "account_id", "recipient_id", "id_hash"]
        case .accounts: ["account_id"]
        }
    }

    private func globs(_ node: ConfigNode) throws -> [String] {
        let globs = try node.texts("'files'")
        for glob in globs {
            let names = glob.split(separator: "/", omittingEmptySubsequences: false)
            guard !names.contains(""), !names.contains(".."), !names.contains(".") else {
                throw node.problem("'\(glob)' is no pattern of paths below the log root, such as matches/**/*.csv")
            }
        }
        return globs
    }

    private func format(_ table: [String: ConfigNode]) throws -> LineFormat {
        let (node, delimiter) = (table["format"], table["delimiter"])
        let word = try node?.word("'format'") ?? "jsonl"
        if word != "protobuf", let other = table["descriptor_set"] ?? table["message"] {
            throw other.problem("'descriptor_set' and 'message' go with format: protobuf")
        }
        var byte: UInt8?
        if let delimiter {
            guard word == "csv", let text = delimiter.text, text.utf8.count == 1, let only = text.utf8.first,
                only != UInt8(ascii: "\""), only >= 0x20 || only == 0x09
            else { throw delimiter.problem("'delimiter' is one byte, and goes with format: csv") }
            byte = only
        }
        switch word {
        case "jsonl": return .jsonLines
        case "json": return .jsonArray
        case "csv": return .table(delimiter: byte ?? UInt8(ascii: ","))
        case "tsv": return .table(delimiter: 0x09)
        case "avro": return .avro
        case "protobuf": return .protobuf(try messageType(table, node))
        default:
            throw (node ?? .empty(place: name)).problem(
                "the format '\(word)' is none of jsonl, json, csv, tsv, avro, protobuf")
        }
    }

    private func messageType(_ table: [String: ConfigNode], _ format: ConfigNode?) throws -> MessageType {
        guard let set = table["descriptor_set"], let message = table["message"] else {
            throw (format ?? .empty(place: name)).problem(
                "format: protobuf needs a 'descriptor_set' (a file that protoc made) and a 'message' (a type in it)")
        }
        let type = MessageType(set: try descriptorSets.read(set), name: try message.word("'message'"))
        guard type.set.has(type.name) else {
            let names = type.set.names.prefix(5).joined(separator: ", ")
            throw message.problem("there is no message type '\(type.name)': '\(type.set.path)' has \(names)")
        }
        return type
    }

    private func conditions(_ node: ConfigNode, _ format: LineFormat) throws -> [SourceCondition] {
        guard case .table(let entries) = node.content else {
            throw node.problem("'where' is not a table of pointers and values")
        }
        return try entries.map { entry in
            let pointer = try pointer(entry.key, format)
            guard case .table = entry.value.content else {
                let values = try entry.value.texts("the values of a condition")
                return SourceCondition(pointer: pointer, isNegated: false, values: values, place: entry.key.place)
            }
            let table = try entry.value.table(of: "a condition", keys: ["not", "exists"])
            guard table.count == 1 else { throw entry.value.problem("a condition has either 'not' or 'exists'") }
            if let values = try table["not"]?.texts("'not'") {
                return SourceCondition(pointer: pointer, isNegated: true, values: values, place: entry.key.place)
            }
            guard let word = table["exists"]?.text, word == "true" || word == "false" else {
                throw entry.value.problem("'exists' is true or false")
            }
            return SourceCondition(pointer: pointer, isNegated: word == "false", values: [], place: entry.key.place)
        }
    }

    private func pointer(_ node: ConfigNode, _ format: LineFormat) throws -> JSONPointer {
        try FieldReader(name: "", format: format).pointer(node)
    }
}
