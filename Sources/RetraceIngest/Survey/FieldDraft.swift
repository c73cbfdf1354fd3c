import RetraceCore

/// A field of a mapping, as far as it can be guessed.
struct FieldDraft {
    private let field: String
    private let candidate: FieldGuesses.Candidate
    private let stream: LogStream
    private let format: LineFormat
    /// Keys of the field besides its place.
    private var keys: [String] = []
    /// What somebody has to look at.
    private var doubts: [String] = []

    init(_ field: String, _ candidate: FieldGuesses.Candidate, _ stream: LogStream, _ format: LineFormat) {
        (self.field, self.candidate, self.stream, self.format) = (field, candidate, stream, format)
        switch field {
        case "ts": addTime()
        case "id_hash": addHash()
        case "id_type": add(ValueWords.idTypes(candidate.place))
        case "action": add(ValueWords.actions(candidate.place))
        case "purpose": add(ValueWords.purposes(candidate.place))
        case "audience_ids": addSplit()
        default: break
        }
        if !format.isTable, candidate.place.distinct.contains(""), field != "audience_ids" {
            keys.append("empty: absent")
        }
    }

    /// Whether the values are taken as they are.
    var isPlain: Bool { keys.isEmpty && doubts.isEmpty }

    /// The lines of the field; `others` are places that might be meant as well.
    func lines(others: [String]) -> [String] {
        let value: String
        if keys.isEmpty {
            value = FieldDraft.plainSource(pointer, format)
        } else {
            value = "{\(([FieldDraft.source(pointer, format)] + keys).joined(separator: ", "))}"
        }
        let alternatives = others.isEmpty ? "" : "  # or \(others.map(SourceDraft.comment).joined(separator: ", "))"
        return ["\(field): \(value)\(alternatives)"] + doubts.map { "# \(SourceDraft.mark) \(field): \($0)" }
    }

    /// A list is named by the array as by its elements.
    private var pointer: String {
        field == "audience_ids" && candidate.pointer.hasSuffix("/*")
            ? String(candidate.pointer.dropLast(2)) : candidate.pointer
    }

    private mutating func addTime() {
        let shapes = candidate.place.shapes.filter { $0.key.isTime }
        guard let (shape, _) = shapes.max(by: { ($0.value, "\($0.key)") < ($1.value, "\($1.key)") }) else { return }
        switch shape {
        case .unixSeconds: keys.append("time: unix_s")
        case .unixMilliseconds where candidate.place.isText: keys.append("time: unix_ms")
        case .unixMicroseconds: keys.append("time: unix_us")
        case .unixNanoseconds: keys.append("time: unix_ns")
        case .time(let format):
            keys.append("time: \(YAMLScalar.quoted(format))")
            guard !format.contains("%z") else { return }
            keys.append("zone: UTC")
            doubts.append("which time zone? UTC is a guess")
        default: break
        }
    }

    private mutating func addHash() {
        let (emails, phones) = (candidate.place.share { $0 == .email }, candidate.place.share { $0 == .phone })
        guard emails + phones > 0 else { return }
        keys.append(emails >= phones ? "hash: email" : "hash: phone")
        if emails > 0 && phones > 0 { doubts.append("both addresses and numbers stand there: give a source for each") }
        if phones > 0 { doubts.append("give country_code where numbers lack it") }
    }

    private mutating func add(_ words: ValueWords?) {
        guard let words, !words.areOwn || field == "action" && stream == .audiences else { return }
        keys.append("map: \(FieldDraft.map(words.known, stream, field))")
        if !words.unknown.isEmpty {
            let values = words.unknown.map { YAMLScalar.text(SourceDraft.comment($0)) }.joined(separator: ", ")
            doubts.append("lines are rejected that have a value not in the map, such as \(values)")
        } else if field == "purpose" {
            doubts.append("the map is a guess")
        }
    }

    private mutating func addSplit() {
        guard !candidate.pointer.contains("/*") else { return }
        let separator = ["|", ",", ";", " "].first { mark in candidate.place.distinct.contains { $0.contains(mark) } }
        if let separator { keys.append("split: \(YAMLScalar.quoted(separator))") }
    }

    /// A table of values; those of audiences are told by other words.
    static func map(_ words: [String: String], _ stream: LogStream, _ field: String) -> String {
        let own = ["add": "create", "remove": "delete"]
        let entries = words.sorted { $0.key.precedesAsBytes($1.key) }.map { value, meaning in
            let word = stream == .audiences && field == "action" ? own[meaning] ?? meaning : meaning
            return "\(YAMLScalar.text(value)): \(word)"
        }
        return "{\(entries.joined(separator: ", "))}"
    }

    /// `from: /user/id`, or in a table `column: user`.
    static func source(_ pointer: String, _ format: LineFormat) -> String {
        format.isTable ? "column: \(YAMLScalar.text(column(pointer)))" : "from: \(YAMLScalar.text(pointer))"
    }

    private static func plainSource(_ pointer: String, _ format: LineFormat) -> String {
        guard format.isTable else { return YAMLScalar.text(pointer) }
        let name = column(pointer)
        return name.hasPrefix("/") ? "{column: \(YAMLScalar.text(name))}" : YAMLScalar.text(name)
    }

    private static func column(_ pointer: String) -> String {
        JSONPointer(pointer)?.steps.first.flatMap { $0 } ?? pointer
    }
}
