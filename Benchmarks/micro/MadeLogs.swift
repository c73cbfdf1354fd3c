import Foundation
import RetraceCore
import RetraceIngest
import RetraceScenario

/// Logs in a temporary folder, and the question that is put to them. Removed with the last reference.
final class MadeLogs: Sendable {
    /// The files of the first phase of a replay.
    let files: [LogFile]
    let policy: Policy
    let cutoff: Cutoff
    private let folder: URL

    /// Makes them; each account has about ten lines.
    init(accounts: UInt64) throws {
        folder = URL(fileURLWithPath: NSTemporaryDirectory())
            .appendingPathComponent("retrace-micro-\(UUID().uuidString)")
        let options = ScenarioOptions(scenario: .tailoredAndPartnerAudiences2019, accounts: accounts, threads: 2)
        try ScenarioGenerator(options).write(to: folder)
        let root = try LogRoot(scanning: folder.appendingPathComponent("logs").path)
        files = [LogStream.identifiers, .audiences, .matches].flatMap { root.files[$0] ?? [] }
        policy = try PolicyFile.read(folder.appendingPathComponent("policy.yaml").path)
        cutoff = try Cutoff(parsing: "2019-09-17", timeZone: .gmt)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }
}
