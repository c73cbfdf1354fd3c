import RetraceCore

/// Files of one layout that belong together, as far as their paths tell.
struct FileGroup {
    /// A pattern that covers them.
    let pattern: String
    let format: LineFormat
    let files: [SurveyedFile]

    /// Groups files: those below one folder of the root that have the same layout, and those in the root itself by name, digits
    /// aside. Sorted by pattern.
    static func groups(of files: [SurveyedFile]) -> [FileGroup] {
        var byFolder: [String: [SurveyedFile]] = [:]
        for file in files where file.format != nil { byFolder[folder(of: file), default: []].append(file) }
        let groups = byFolder.flatMap { folder, files in
            let formats = Dictionary(grouping: files) { $0.format ?? .jsonLines }
            return formats.map { format, files in
                let pattern = formats.count == 1 ? folder : "\(folder)/*.\(ending(of: files))"
                return FileGroup(pattern: pattern, format: format, files: files)
            }
        }
        return groups.sorted { $0.pattern.precedesAsBytes($1.pattern) }
    }

    /// `matches/**`, or in the root `events-*.jsonl`.
    private static func folder(of file: SurveyedFile) -> String {
        let names = file.file.name.split(separator: "/")
        guard names.count == 1, let name = names.first else { return "\(names[0])/**" }
        var result = ""
        var isInNumber = false
        for character in name {
            let isNumber = character.isNumber || (isInNumber && character == "-")
            if !isNumber { result.append(character) } else if !isInNumber { result.append("*") }
            isInNumber = isNumber
        }
        return result
    }

    /// What most of the names end with.
    private static func ending(of files: [SurveyedFile]) -> String {
        let endings = files.map { file in
            file.file.name.split(separator: "/").last?.split(separator: ".").dropFirst().joined(separator: ".") ?? ""
        }
        return Set(endings).count == 1 ? endings[0] : "\(endings[0].prefix { $0 != "." })*"
    }

    /// The path's words that a stream's name may be among.
    var words: String { pattern.replacing("**", with: "") }

    /// The records of some of the files, spread over them.
    func survey(windowLog: Int, where isWanted: ([String: Any]) -> Bool = { _ in true }) -> RecordSurvey {
        var survey = RecordSurvey()
        let step = max(1, files.count / FileGroup.filesLookedAt)
        for index in stride(from: 0, to: files.count, by: step).prefix(FileGroup.filesLookedAt) {
            files[index].forEachRecord(count: FileGroup.recordsOfFile, windowLog: windowLog) { record in
                if isWanted(record) { survey.add(record) }
            }
        }
        return survey
    }

    private static let filesLookedAt = 4
    private static let recordsOfFile = 2000
}
