import Foundation
import RetraceStatistics

/// A temporary folder with a small log root, a policy, and room for outputs; removed with the object.
final class Scene {
    /// The folder.
    let folder: URL

    /// The root of the smallest incident that reaches somebody: one account, one match, one impression.
    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "retrace-scene-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try write("policy.yaml", "permitted: [marketing.advertising]\nrestricted: [essential.service.security]\n")
        try write("logs/identifiers/a.jsonl", Line.give("1", 1))
        try write("logs/matches/a.jsonl", Line.match("1", 1))
        try write("logs/impressions/a.jsonl", Line.show("1"))
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// The path of something in the folder.
    func path(_ name: String) -> String { folder.appending(path: name).path }

    /// Writes a file; folders are made.
    func write(_ name: String, _ bytes: [UInt8]) throws {
        let url = folder.appending(path: name)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: url)
    }

    /// Writes a file of text.
    func write(_ name: String, _ text: String) throws { try write(name, Array(text.utf8)) }

    /// Removes a file or folder.
    func remove(_ name: String) throws { try FileManager.default.removeItem(at: folder.appending(path: name)) }

    /// The text of a file.
    func read(_ name: String) throws -> String { try String(contentsOf: folder.appending(path: name), encoding: .utf8) }

    /// Names in the folder, hidden ones too.
    func names(in name: String = ".") throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path(name)).sorted()
    }

    /// Arguments that replay the log root.
    var arguments: [String] { ["replay", path("logs"), "--policy", path("policy.yaml"), "--cutoff", "2019-09-17"] }

    /// Replays the log root with some more options.
    func replay(_ options: String..., environment: [String: String] = [:]) throws -> Program.Outcome {
        try Program.run(arguments + options, environment: environment)
    }

    /// Replays to JSON and decodes it.
    func result(_ options: String...) throws -> (outcome: Program.Outcome, result: ReplayResult) {
        let outcome = try Program.run(arguments + ["--format", "json"] + options)
        return (outcome, try JSONDecoder().decode(ReplayResult.self, from: outcome.output))
    }
}

/// Log lines as text, a line feed at their end. All lie in June 2019.
enum Line {
    /// An account gives a phone number for security alone.
    static func give(_ account: String, _ hash: Int, purpose: String = "essential.service.security.two_factor")
        -> String
    {
        #"{"ts":"2019-06-01T00:00:00Z","account_id":"\#(account)","id_type":"phone","id_hash":"\#(hex(hash))","#
            + #""purpose":"\#(purpose)"}"# + "\n"
    }

    /// An account is matched by that number.
    static func match(_ account: String, _ hash: Int) -> String {
        #"{"ts":"2019-06-02T00:00:00Z","account_id":"\#(account)","audience_id":"A","id_hash":"\#(hex(hash))"}"# + "\n"
    }

    /// An account is shown an ad.
    static func show(_ account: String) -> String {
        #"{"ts":"2019-06-03T00:00:00Z","account_id":"\#(account)","audience_ids":["A"],"country":"FR"}"# + "\n"
    }

    /// The digits of a hash.
    static func hex(_ number: Int) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 64 - digits.count) + digits
    }
}
