import RetraceCore

/// Writes a mapping to begin with, from samples of logs that nobody has described. Names of fields, kinds of events and the
/// like are written as they are in the logs; identifiers and ids of people never are.
public struct MappingDraft {
    private let groups: [FileGroup]
    private let unrecognised: [String]
    private let windowLog: Int
    private static let filesLookedAt = 5000

    /// Looks at the files below `root`. Throws ``RetraceCore/RetraceError`` of kind `noInput` when there is no such folder, or
    /// no file in it that looks like a log.
    public init(root: String, windowLog: Int, inputs: LogInputs = LogInputs()) throws {
        var scan = FolderScan(stream: .identifiers)
        scan.visit(Array(root.utf8CString), name: [])
        let all = scan.files.filter { $0.obstacle == nil && $0.name != MappingFile.usualName && !$0.name.isEmpty }
        // Files of one folder look alike: where there are very many, some of each will do.
        let step = all.count / MappingDraft.filesLookedAt + 1
        let files = stride(from: 0, to: all.count, by: step).map { index in
            var file = all[index]
            file.dictionaries = inputs.dictionaries
            return SurveyedFile(file, windowLog: windowLog)
        }
        groups = FileGroup.groups(of: files)
        unrecognised = files.filter { $0.format == nil }.map(\.file.name)
        self.windowLog = windowLog
        guard !groups.isEmpty else {
            throw RetraceError(
                .noInput, "'\(root)' is no folder with JSON Lines, JSON arrays or tables in it, compressed or not.")
        }
    }

    /// The mapping, ready to be read by ``MappingFile`` but for what is marked in it. The same files give the same text.
    public var text: String {
        var sources: [LogStream: [SourceDraft]] = [:]
        var leftovers: [String] = []
        for group in groups {
            let found = drafts(of: group, &leftovers)
            for draft in found { sources[draft.guesses.stream, default: []].append(draft) }
        }
        var lines = MappingDraft.head
        for stream in LogStream.allCases { lines += MappingDraft.lines(stream, sources[stream] ?? []) }
        if !leftovers.isEmpty { lines += [""] + leftovers.map { "# \(SourceDraft.mark) \($0)" } }
        if !unrecognised.isEmpty {
            let names = unrecognised.prefix(10).map(SourceDraft.comment).joined(separator: ", ")
            lines += [
                "", "# Not looked into, as they look like no logs: \(names)\(unrecognised.count > 10 ? ", …" : "")",
            ]
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static let head = [
        "# How these logs become streams of the log model (docs/mapping.md). A guess from samples: look at the lines marked",
        "# \(SourceDraft.mark), then try it with 'retrace check LOGROOT --policy POLICY --mapping THIS-FILE'.",
        "streams:",
    ]

    private static func lines(_ stream: LogStream, _ sources: [SourceDraft]) -> [String] {
        guard !sources.isEmpty else {
            guard !stream.isRequired else {
                return ["  # \(SourceDraft.mark) \(stream.name): is needed, and nothing looked like it"]
            }
            return ["  \(stream.name): absent  # \(SourceDraft.mark) nothing looked like it: is there none?"]
        }
        if sources.count == 1 { return ["  \(stream.name):"] + sources[0].lines.map { "    \($0)" } }
        return ["  \(stream.name):"]
            + sources.flatMap { source in
                source.lines.enumerated().map { ($0.offset == 0 ? "    - " : "      ") + $0.element }
            }
    }

    private func drafts(of group: FileGroup, _ leftovers: inout [String]) -> [SourceDraft] {
        let survey = group.survey(windowLog: windowLog)
        guard survey.records > 0 else {
            leftovers.append("\(group.pattern): no record could be read")
            return []
        }
        let named = StreamWords.stream(of: group.words)
        if let kinds = EventKinds(survey), named == nil || kinds.streams.count > 2 {
            if !kinds.unknown.isEmpty {
                let words = kinds.unknown.map { YAMLScalar.text(SourceDraft.comment($0)) }.joined(separator: ", ")
                leftovers.append("\(group.pattern): belongs to no stream where \(kinds.pointer) is \(words)")
            }
            return kinds.streams.map { draft(of: group, $0.stream, kinds.pointer, $0.values) }
        }
        let guesses = named.map { FieldGuesses(survey, stream: $0) } ?? MappingDraft.likeliest(survey)
        guard let guesses else {
            let names = survey.places.keys.sorted().prefix(20).map(SourceDraft.comment).joined(separator: " ")
            leftovers.append("\(group.pattern): of which stream is it? It holds \(names)")
            return []
        }
        return [SourceDraft(group: group, guesses: guesses, survey: survey, kinds: nil)]
    }

    private func draft(of group: FileGroup, _ stream: LogStream, _ pointer: String, _ values: [String]) -> SourceDraft {
        let wanted = Set(values)
        let survey = group.survey(windowLog: windowLog) {
            EventKinds.value(at: pointer, of: $0).map(wanted.contains) == true
        }
        return SourceDraft(
            group: group, guesses: FieldGuesses(survey, stream: stream), survey: survey, kinds: (pointer, values))
    }

    /// The stream whose fields the records have, where the name of the files tells nothing.
    private static func likeliest(_ survey: RecordSurvey) -> FieldGuesses? {
        let all = LogStream.allCases.filter { $0 != .accounts }.map { FieldGuesses(survey, stream: $0) }
        return all.filter(\.isComplete).max { $0.score < $1.score }
    }
}
