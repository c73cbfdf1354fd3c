import Foundation
import GRDB
import RetraceCore
import RetraceStatistics

/// Writes what belongs to the whole run.
struct EndingWriter {
    private let database: Database

    init(_ database: Database) { self.database = database }

    func write(_ ending: CaseWriter.Ending) throws {
        try write(ending.run)
        for (number, input) in ending.inputs.enumerated() { try write(input, number) }
        var documents = ending.documents
        documents["rejections"] = try ResultEncoder.encode(ending.rejections.map(CaseRejection.init))
        documents["result"] = try ResultEncoder.encode(ending.result)
        for (name, json) in documents.sorted(by: { $0.key < $1.key }) {
            try insert("document", [.text(name), .text(String(decoding: json, as: UTF8.self))])
        }
    }

    private func write(_ run: CaseRun) throws {
        let words = try JSONEncoder().encode(run.commandLine)
        try insert(
            "run",
            [
                .number(1), .text(run.programVersion), .text(String(decoding: words, as: UTF8.self)),
                .text(run.logRoot), .number(run.cutoff.milliseconds), .text(run.timeZone),
                .number(run.started.milliseconds), .number(run.finished.milliseconds),
                .number(run.hasPersons ? 1 : 0), .text(run.policyText), .text(run.policySHA256),
            ])
        for prefix in run.permitted { try insert("policy", [.text(prefix), .text("permitted")]) }
        for prefix in run.restricted { try insert("policy", [.text(prefix), .text("restricted")]) }
    }

    private func write(_ input: CaseInput, _ number: Int) throws {
        try insert(
            "input",
            [
                .number(Int64(number)), .text(input.file), .text(input.stream), .number(Int64(clamping: input.size)),
                .text(input.sha256), .number(Int64(clamping: input.lines)), .number(Int64(clamping: input.rejected)),
                .number(input.first?.milliseconds), .number(input.last?.milliseconds), .text(input.damage),
            ])
    }

    private enum Value {
        case number(Int64?)
        case text(String?)
    }

    private func insert(_ table: String, _ values: [Value]) throws {
        let marks = Array(repeating: "?", count: values.count).joined(separator: ", ")
        let statement = try CaseStatement(database, "INSERT INTO \(table) VALUES (\(marks))")
        for (position, value) in values.enumerated() {
            switch value {
            case .number(let number): statement.bind(Int32(position + 1), number)
            case .text(let text): statement.bindText(Int32(position + 1), text)
            }
        }
        try statement.run()
    }
}
