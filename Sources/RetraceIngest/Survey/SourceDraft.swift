import RetraceCore

/// A source of a mapping, as far as it can be guessed, with what is to be decided marked.
struct SourceDraft {
    let group: FileGroup
    let guesses: FieldGuesses
    let survey: RecordSurvey
    /// The place that tells kinds of events apart, and the kinds that belong to the stream.
    let kinds: (pointer: String, values: [String])?

    /// The word that people search a file for, put together so that it stands in no source of this program.
    static let mark = "TO" + "DO"

    /// The lines of the source, not indented.
    var lines: [String] {
        var lines = ["files: \(YAMLScalar.text(group.pattern))"]
        switch group.format {
        case .jsonLines: break
        case .jsonArray: lines.append("format: json")
        case .avro: lines.append("format: avro")
        // What messages mean no file tells by itself.
        case .protobuf: lines.append("format: protobuf")
        case .table(0x09): lines.append("format: tsv")
        case .table(let delimiter):
            lines.append("format: csv")
            if delimiter != UInt8(ascii: ",") {
                lines.append("delimiter: \(YAMLScalar.text(String(UnicodeScalar(delimiter))))")
            }
        }
        if let kinds {
            let values = kinds.values.map(YAMLScalar.text).joined(separator: ", ")
            lines.append("where: {\(YAMLScalar.text(kinds.pointer)): [\(values)]}")
        }
        if isOwnForm { return lines + ["# The fields have the log model's own names."] }
        return lines + ["fields:"] + fieldLines.map { "  \($0)" } + unusedLines
    }

    /// Whether the lines need no mapping of fields.
    private var isOwnForm: Bool {
        guard group.format == .jsonLines, guesses.isComplete else { return false }
        return guesses.picks.allSatisfy { pick in
            guard let best = pick.candidates.first else { return true }
            let pointer = pick.field == "audience_ids" ? "/audience_ids/*" : "/\(pick.field)"
            return best.pointer == pointer && FieldDraft(pick.field, best, guesses.stream, group.format).isPlain
        }
    }

    private var fieldLines: [String] {
        let required = Set(MappingReader.required(guesses.stream))
        var lines: [String] = []
        var missing: [String] = []
        for (field, candidates) in guesses.picks {
            if let best = candidates.first {
                let draft = FieldDraft(field, best, guesses.stream, group.format)
                lines += draft.lines(others: candidates.dropFirst().map(\.pointer))
            } else if let line = constant(field) {
                lines.append(line)
            } else if required.contains(field) || (field == "purpose" && guesses.stream == .identifiers) {
                lines.append("# \(SourceDraft.mark) \(field): is needed, and nothing looked like it")
            } else {
                missing.append(field)
            }
        }
        if !missing.isEmpty {
            lines.append("# Optional, and nothing looked like it: \(missing.joined(separator: ", "))")
        }
        return lines
    }

    /// What the other fields tell of one that the records don't have.
    private func constant(_ field: String) -> String? {
        if field == "action", let kinds, kinds.values.count > 1 {
            let words = ValueWords.actions(kinds.values)
            guard !words.known.isEmpty, words.unknown.isEmpty else { return nil }
            let source = FieldDraft.source(kinds.pointer, group.format)
            return "action: {\(source), map: \(FieldDraft.map(words.known, guesses.stream, field))}"
        }
        guard field == "id_type", let hash = guesses.best("id_hash") else { return nil }
        let isEmail = hash.place.share { $0 == .email } > 0.9 || hash.pointer.lowercased().contains("mail")
        let isPhone = hash.place.share { $0 == .phone } > 0.9 || hash.pointer.lowercased().contains("phone")
        guard isEmail != isPhone else { return nil }
        return "id_type: {value: \(isEmail ? "email" : "phone")}  # \(SourceDraft.mark) by the look of id_hash"
    }

    /// Places that nothing was taken from: their names only.
    private var unusedLines: [String] {
        let used = Set(guesses.picks.compactMap { $0.candidates.first?.pointer } + (kinds.map { [$0.pointer] } ?? []))
        let unused = survey.places.keys.filter { !used.contains($0) }.sorted()
        guard !unused.isEmpty else { return [] }
        let names = unused.prefix(12).map(SourceDraft.comment).joined(separator: " ")
        return ["# Not used: \(names)\(unused.count > 12 ? " and \(unused.count - 12) more" : "")"]
    }

    /// A name from the logs, fit for a comment.
    static func comment(_ text: String) -> String {
        // A mark at the start would look like one of YAML's to whoever does not see that it is a comment.
        let text = text.hasPrefix("&") || text.hasPrefix("*") ? "?\(text.dropFirst())" : text
        return String(text.prefix(80).map { $0.isNewline || $0.asciiValue.map { $0 < 0x20 } == true ? "?" : $0 })
    }
}
