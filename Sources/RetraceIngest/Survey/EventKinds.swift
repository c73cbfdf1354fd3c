import RetraceCore

/// The place that tells apart the events of several streams in one file.
struct EventKinds {
    /// The place.
    let pointer: String
    /// The kinds of each stream's events, in the order of streams.
    let streams: [(stream: LogStream, values: [String])]
    /// Kinds that no stream could be told for.
    let unknown: [String]

    private static let names = [
        "eventtype", "event", "recordtype", "logtype", "type", "kind", "topic", "stream", "table", "category", "log",
        "msg",
        "name", "action",
    ]

    /// The likeliest place; nil where there is none that names two streams or more.
    init?(_ survey: RecordSurvey) {
        var best: EventKinds?
        for (pointer, place) in survey.places.sorted(by: { $0.key < $1.key }) {
            guard place.records == survey.records, !pointer.contains("*"), let words = place.words,
                let rank = EventKinds.rank(pointer)
            else { continue }
            let kinds = EventKinds(pointer, words)
            guard kinds.streams.count > 1 else { continue }
            let isBetter =
                best.map { kinds.streams.count > $0.streams.count || rank < EventKinds.rank($0.pointer)! } ?? true
            if isBetter { best = kinds }
        }
        guard let best else { return nil }
        self = best
    }

    private init(_ pointer: String, _ words: [String]) {
        self.pointer = pointer
        let byStream = Dictionary(grouping: words) { StreamWords.stream(of: $0) }
        streams = LogStream.allCases.compactMap { stream in byStream[stream].map { (stream: stream, values: $0) } }
        unknown = byStream[nil] ?? []
    }

    private static func rank(_ pointer: String) -> Int? {
        let key = pointer.split(separator: "/").last.map { $0.lowercased().filter(\.isLetter) } ?? ""
        return names.firstIndex(of: key)
    }

    /// The text at a place of a record.
    static func value(at pointer: String, of record: [String: Any]) -> String? {
        var value: Any? = record
        for step in JSONPointer(pointer)?.steps ?? [] {
            guard let step else { return nil }
            value = (value as? [String: Any])?[step]
        }
        return value as? String
    }
}
