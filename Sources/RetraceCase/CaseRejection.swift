import Foundation
import RetraceCore

/// A rejected line as a case's document `rejections` has it.
struct CaseRejection: Codable {
    private let file: String
    private let line: UInt64
    private let reason: String
    private let field: String?

    init(_ rejection: Rejection) {
        file = rejection.file
        line = rejection.line
        reason = rejection.reason.name
        field = rejection.field
    }

    /// Nil where a newer program knows more reasons.
    var rejection: Rejection? {
        guard let reason = Rejection.Reason.allCases.first(where: { $0.name == reason }) else { return nil }
        return Rejection(file: file, line: line, reason: reason, field: field)
    }
}

extension CaseReader {
    /// The first rejected lines of each file, in the order of streams and files.
    public func rejections() throws -> [Rejection] {
        guard let json = try document("rejections"),
            let all = try? JSONDecoder().decode([CaseRejection].self, from: json)
        else { throw CaseReader.lacking("list of rejected lines") }
        return all.compactMap(\.rejection)
    }
}
