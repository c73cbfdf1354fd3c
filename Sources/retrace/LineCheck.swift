import RetraceCase
import RetraceCore
import RetraceIngest

/// Reads the lines of an explanation again, to see whether the logs still say so.
struct LineCheck {
    private let files: [TextKey: LogFile]
    private let inputs: [TextKey: CaseInput]
    private let windowLog: Int

    /// What is said of a line that is as the case has it.
    static let confirmed = "confirmed"

    /// A check of a case against the logs under `root`. Throws ``RetraceCore/RetraceError``: `noInput` when there are none.
    init(_ reader: CaseReader, root: String, mapping: Mapping?, inputs: LogInputs, windowLog: Int) throws {
        let found = try LogRoot(scanning: root, mapping: mapping, inputs: inputs).allFiles
        files = Dictionary(found.map { (TextKey(text: $0.name), $0) }, uniquingKeysWith: { first, _ in first })
        self.inputs = Dictionary(
            try reader.inputs().map { (TextKey(text: $0.file), $0) }, uniquingKeysWith: { first, _ in first })
        self.windowLog = windowLog
    }

    /// One answer for each of the account's events: ``confirmed``, or what is wrong. Reads each file once.
    func answers(_ account: CaseAccount) throws -> [String] {
        var outcomes: [TextKey: LineFinder.Outcome] = [:]
        for (name, events) in Dictionary(grouping: account.events, by: { TextKey(text: $0.file) }) {
            guard let file = files[name] else { continue }
            outcomes[name] = try LineFinder.find(Set(events.map(\.line)), in: file, windowLog: windowLog)
        }
        return account.events.map { answer(account.account, $0, outcomes[TextKey(text: $0.file)]) }
    }

    private func answer(_ account: String, _ event: CaseAccount.Event, _ outcome: LineFinder.Outcome?) -> String {
        guard let outcome else { return "the file is not among the logs" }
        guard let line = outcome.lines[event.line] else { return "there is no such valid line any more" }
        guard line.account.utf8.elementsEqual(account.utf8), line.instant == event.instant else {
            return "the line says something else now"
        }
        if let hash = event.hash, let now = line.hash, LineCheck.hexadecimal(now) != hash {
            return "the line names another identifier now"
        }
        guard let sha256 = inputs[TextKey(text: event.file)]?.sha256 else {
            return "the line says so, but the case has no hash of the damaged file"
        }
        return outcome.sha256 == sha256
            ? LineCheck.confirmed : "the line says so, but the file is not the one that was read: its SHA-256 differs"
    }

    private static func hexadecimal(_ hash: IdentifierHash) -> String {
        [hash.word0, hash.word1, hash.word2, hash.word3].map { word in
            let digits = String(word, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }
}
