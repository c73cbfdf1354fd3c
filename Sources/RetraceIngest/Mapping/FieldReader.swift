import Foundation
import RetraceCore

/// Reads what a mapping file says of one field.
struct FieldReader {
    let name: String
    let format: LineFormat

    private static let keys = [
        "from", "column", "value", "default", "map", "unmapped", "time", "zone", "hash", "country_code", "split",
        "empty",
    ]

    func read(_ node: ConfigNode) throws -> FieldSource {
        if node.text != nil { return FieldSource(name: name, pointer: try pointer(node), place: node.place) }
        let table = try node.table(of: "a field", keys: FieldReader.keys)
        var field = FieldSource(name: name, place: node.place)
        if let from = table["from"] { field.pointer = try pointer(from) }
        if let column = table["column"] {
            guard format.isTable else { throw column.problem("'column' goes with the formats csv and tsv") }
            field.pointer = JSONPointer(key: try column.word("'column'"))
        }
        if let value = table["value"] { field.constant = try json(value) }
        guard
            [field.pointer != nil && table["column"] == nil, table["column"] != nil, field.constant != nil]
                .filter({ $0 }).count == 1
        else { throw node.problem("a field has one of 'from', 'column' and 'value'") }
        try FieldReader.checkAlone(field, table)
        if let fallback = table["default"] { field.fallback = try json(fallback) }
        if let map = table["map"] { field.values = try map.table(of: "'map'").mapValues(json) }
        try readTreatment(&field, table)
        return field
    }

    /// A constant is what it is.
    private static func checkAlone(_ field: FieldSource, _ table: [String: ConfigNode]) throws {
        guard field.constant != nil, let other = table.first(where: { $0.key != "value" }) else { return }
        throw other.value.problem("'\(other.key)' does not go with 'value'")
    }

    private func readTreatment(_ field: inout FieldSource, _ table: [String: ConfigNode]) throws {
        if let node = table["unmapped"] {
            guard let unmapped = node.text.flatMap(FieldSource.Unmapped.init), field.values != nil else {
                throw node.problem("'unmapped' is reject, keep or absent, and goes with 'map'")
            }
            field.unmapped = unmapped
        }
        if let node = table["empty"] {
            guard node.text == "absent" else { throw node.problem("'empty' can only be: absent") }
            field.emptyIsAbsent = true
        }
        if let node = table["split"] {
            guard name == "audience_ids" else { throw node.problem("'split' goes with audience_ids") }
            field.split = try node.word("'split'")
        }
        try readTime(&field, table)
        try readHash(&field, table)
        if name == "audience_ids", let node = table["map"] ?? table["empty"] {
            throw node.problem("the elements of audience_ids are taken as they are")
        }
    }

    private func readTime(_ field: inout FieldSource, _ table: [String: ConfigNode]) throws {
        var zone: TimeZone?
        if let node = table["zone"] {
            zone = node.text.flatMap { TimeZone(identifier: $0) }
            guard zone != nil, table["time"] != nil else {
                throw node.problem("'zone' is the name of a time zone, such as Europe/Paris, and goes with 'time'")
            }
        }
        guard let node = table["time"] else { return }
        guard name == "ts" else { throw node.problem("'time' goes with ts") }
        let word = try node.word("'time'")
        if word.contains("%") {
            if let fault = TimeForm.fault(ofFormat: word, hasZone: zone != nil) { throw node.problem(fault) }
            field.time = .format(word, zone: zone)
        } else {
            guard let form = TimeForm.names[word], zone == nil else {
                let known = TimeForm.names.keys.sorted().joined(separator: ", ")
                throw node.problem(
                    "'time' is one of \(known), or a format with % such as '%d/%m/%Y %T' and a zone")
            }
            field.time = form
        }
    }

    private func readHash(_ field: inout FieldSource, _ table: [String: ConfigNode]) throws {
        if let node = table["country_code"] {
            let digits = node.text.map { $0.hasPrefix("+") ? String($0.dropFirst()) : $0 } ?? ""
            guard (1...3).contains(digits.utf8.count), digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
                table["hash"]?.text == "phone"
            else { throw node.problem("'country_code' is one to three digits, and goes with hash: phone") }
            field.countryCode = digits
        }
        guard let node = table["hash"] else { return }
        guard name == "id_hash", field.values == nil else {
            throw node.problem("'hash' goes with id_hash, and not with 'map'")
        }
        switch node.text {
        case "email": field.hashing = .email
        case "phone": field.hashing = .phone
        default: throw node.problem("'hash' is email or phone: what the raw value is")
        }
    }

    /// A pointer, or in a table's rows the name of a column.
    func pointer(_ node: ConfigNode) throws -> JSONPointer {
        guard let text = node.text else { throw node.problem("it is not a JSON Pointer such as /user/id") }
        if format.isTable && !text.hasPrefix("/") && !text.isEmpty { return JSONPointer(key: text) }
        guard let pointer = JSONPointer(text) else {
            throw node.problem("'\(text)' is not a JSON Pointer such as /user/id (RFC 6901)")
        }
        return pointer
    }

    /// A constant as JSON: a text, or for audience_ids a list of texts.
    private func json(_ node: ConfigNode) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes]
        let data: Data
        if name == "audience_ids" {
            if case .list(let items) = node.content, items.isEmpty { return "[]" }
            data = try encoder.encode(try node.texts("a list of audiences"))
        } else if name == "ts", let text = node.text, Int64(text) != nil {
            return text
        } else {
            data = try encoder.encode(try node.word("a value of '\(name)'"))
        }
        return String(decoding: data, as: UTF8.self)
    }
}
