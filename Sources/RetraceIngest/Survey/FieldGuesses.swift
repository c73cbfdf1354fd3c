import RetraceCore

/// Which places of some records may hold the fields of a stream.
struct FieldGuesses {
    /// A place that may hold a field.
    struct Candidate {
        var pointer: String
        var place: RecordSurvey.Place
        /// How much speaks for it: some hundred where name, values and depth do.
        var score: Double
    }

    let stream: LogStream
    /// What was found of each field, in the model's order.
    private(set) var picks: [(field: String, candidates: [Candidate])] = []
    /// The arrays that fields go through, outermost first; fields of others would not belong to them.
    private var chain: [JSONPointer] = []
    private var taken: Set<String> = []

    /// Fields whose places are surest come first, and take them from the others.
    private static let order = [
        "id_hash", "ts", "id_type", "action", "purpose", "country", "account_id", "audience_id", "audience_ids",
        "recipient_id",
    ]

    init(_ survey: RecordSurvey, stream: LogStream) {
        self.stream = stream
        let names = LineParser.fieldNames(of: stream)
        let sorted = FieldGuesses.order.filter(names.contains) + names.filter { !FieldGuesses.order.contains($0) }
        var found: [String: [Candidate]] = [:]
        for field in sorted { found[field] = pick(field, from: survey) }
        picks = names.map { ($0, found[$0] ?? []) }
    }

    /// The best place of a field.
    func best(_ field: String) -> Candidate? { picks.first { $0.field == field }?.candidates.first }

    /// Whether every field that a line needs was found, those aside that may be constants.
    var isComplete: Bool {
        MappingReader.required(stream).allSatisfy { $0 == "id_type" || best($0) != nil }
    }

    /// How much speaks for the stream.
    var score: Double { picks.reduce(0) { $0 + ($1.candidates.first?.score ?? 0) } }

    private mutating func pick(_ field: String, from survey: RecordSurvey) -> [Candidate] {
        let all = survey.places.filter { !taken.contains($0.key) && FieldWords.fits($0.value, field) }
            .map { pointer, place in
                let score = FieldGuesses.score(pointer, place, field, records: survey.records)
                return Candidate(pointer: pointer, place: place, score: score)
            }
            .filter { $0.score > 20 && (field == "audience_ids" || isReachable($0.pointer)) }
            .sorted { ($1.score, $0.pointer) < ($0.score, $1.pointer) }
        guard let best = all.first else { return [] }
        taken.insert(best.pointer)
        if field != "audience_ids" { extendChain(best.pointer) }
        return Array(all.prefix(4))
    }

    private func isReachable(_ pointer: String) -> Bool {
        let arrays = JSONPointer(pointer)?.arrays ?? []
        return zip(arrays, chain).allSatisfy { $0 == $1 }
    }

    private mutating func extendChain(_ pointer: String) {
        let arrays = JSONPointer(pointer)?.arrays ?? []
        if arrays.count > chain.count { chain = arrays }
    }

    private static func score(_ pointer: String, _ place: RecordSurvey.Place, _ field: String, records: Int) -> Double {
        let keys = pointer.split(separator: "/").filter { $0 != "*" }.map { normalized(String($0)) }
        var score = nameScore(keys, FieldWords.names(field))
        switch field {
        case "id_hash": score += place.share { $0 == .hash } * 30
        case "ts": score += 10
        case "country": score += place.share { $0 == .country } * 10
        case "audience_ids" where pointer.contains("/*"):
            // The array tells more than what its elements call their ids.
            let isNamed = keys.dropLast().contains { FieldWords.names(field).map(singular).contains($0) }
            score = max(score, isNamed ? 60 : 0) + 15
        default: break
        }
        guard score > 0 else { return 0 }
        return score + 20 * Double(place.records) / Double(max(1, records)) - 2 * Double(keys.count)
    }

    /// The more of the place's keys a name takes in, and the more usual it is, the more it tells.
    private static func nameScore(_ keys: [String], _ names: [String]) -> Double {
        guard let leaf = keys.last else { return 0 }
        let joined = (1...3).map { keys.suffix($0).joined() }
        let withoutID = joined.filter { $0.hasSuffix("id") }.map { singular(String($0.dropLast(2))) }
        for (rank, name) in names.enumerated() {
            let bonus = Double(100 - 4 * rank)
            if joined.dropFirst().contains(where: { singular($0) == singular(name) }) { return bonus + 2 }
            if singular(leaf) == singular(name) { return bonus }
            if withoutID.contains(singular(name)) { return bonus - 10 }
            if name.hasSuffix("id"), leaf == name.dropLast(2) { return bonus - 10 }
        }
        return names.contains { $0.count >= 4 && leaf.contains($0) } ? 35 : 0
    }

    private static func normalized(_ key: String) -> String {
        // Plurals inside a name count for as little as marks do.
        singular(key.lowercased().filter { $0.isLetter || $0.isNumber })
    }

    private static func singular(_ word: String) -> String {
        word.count > 2 && word.hasSuffix("s") && !word.hasSuffix("ss") && word != "ts" ? String(word.dropLast()) : word
    }
}
