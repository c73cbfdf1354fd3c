import Foundation
import RetraceCore
import RetraceIngest
import RetraceStatistics
import RetraceTestSupport
import RetraceWorkflow

/// An incident whose matches, impressions and disclosures are split at random over 24 files each, so that files can be
/// lost. Every account is at risk; about 3 of 10 are matched in no line.
final class SplitLogs {
    static let fileCount = 24
    static let streams: [CountKind: LogStream] = [
        .matched: .matches, .reached: .impressions, .disclosed: .disclosures,
    ]

    /// By stream and account, the files of each event: more than one where a line of it is repeated.
    private(set) var events: [LogStream: [Int: [Set<Int>]]] = [:]
    private(set) var manifest = Manifest()
    private let folder: URL
    /// The log root.
    var root: String { folder.appendingPathComponent("logs").path }
    var policy: Policy { Policy(permitted: ["marketing"], restricted: ["essential"]) ?? .none }
    let cutoff = Cutoff(instant: Instant(milliseconds: 1_577_836_800_000))
    private var lines: [LogStream: [[String]]] = [:]

    init(seed: UInt64, accounts: Int = 150) throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("retrace-split-\(UUID().uuidString)")
        var random = SplitMix64(seed: seed)
        for stream in SplitLogs.streams.values { lines[stream] = Array(repeating: [], count: SplitLogs.fileCount) }
        lines[.identifiers] = [[]]
        for account in 0..<accounts { tell(account, &random) }
        for (stream, files) in lines { try write(files, of: stream) }
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    private func tell(_ account: Int, _ random: inout SplitMix64) {
        let hash = String(repeating: "0", count: 56) + String(UInt32(account) &* 2_654_435_761 | 1 << 31, radix: 16)
        let phone = "\"account_id\":\"\(account)\",\"id_type\":\"phone\",\"id_hash\":\"\(hash)\""
        lines[.identifiers]?[0].append("{\"ts\":\"2019-01-01T00:00:00Z\",\(phone),\"purpose\":\"essential.security\"}")
        // Few have many events, many have one or none.
        let activity = [0, 0, 0, 1, 1, 1, 2, 2, 3, 8][random.number(0...9)]
        for number in 0..<activity {
            let event = "\"event_id\":\"\(account)-\(number)\",\"account_id\":\"\(account)\""
            let use = "\"id_type\":\"phone\",\"id_hash\":\"\(hash)\""
            add(.matches, account, "{\"ts\":\"2019-02-01T00:00:00Z\",\(event),\"audience_id\":\"A\",\(use)}", &random)
            add(
                .disclosures, account, "{\"ts\":\"2019-02-02T00:00:00Z\",\(event),\"recipient_id\":\"R\",\(use)}",
                &random)
            add(.impressions, account, "{\"ts\":\"2019-03-01T00:00:00Z\",\(event),\"audience_ids\":[\"A\"]}", &random)
        }
    }

    private func add(_ stream: LogStream, _ account: Int, _ line: String, _ random: inout SplitMix64) {
        let copies = random.number(0...19) == 0 ? 2 : 1
        let files = (0..<copies).map { _ in random.number(0...SplitLogs.fileCount - 1) }
        for file in files { lines[stream]?[file].append(line) }
        events[stream, default: [:]][account, default: []].append(Set(files))
    }

    private func write(_ files: [[String]], of stream: LogStream) throws {
        var listed = ManifestStream(files: [])
        for (number, lines) in files.enumerated() {
            let path = SplitLogs.path(of: stream, number)
            let url = folder.appendingPathComponent("logs/\(path)")
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(lines.map { $0 + "\n" }.joined().utf8).write(to: url)
            listed.files?.append(ManifestFile(path: path, lines: UInt64(lines.count)))
        }
        manifest.streams[stream] = listed
    }

    /// Six days of four files.
    static func path(of stream: LogStream, _ number: Int) -> String {
        "\(stream.name)/dt=2019-02-0\(number / 4 + 1)/part-\(number % 4).jsonl"
    }

    /// Files of a stream are gone.
    func lose(_ numbers: some Sequence<Int>, of stream: LogStream) throws {
        for number in numbers {
            try FileManager.default.removeItem(
                at: folder.appendingPathComponent("logs/\(SplitLogs.path(of: stream, number))"))
        }
    }

    /// A file's last byte is gone, which its form can't do without.
    func damage(_ number: Int, of stream: LogStream) throws {
        let url = folder.appendingPathComponent("logs/\(SplitLogs.path(of: stream, number))")
        // A Zstandard frame that ends after its head.
        try Data([0x28, 0xB5, 0x2F, 0xFD, 0x00]).write(to: url)
    }

    /// How many accounts have an event, in logs without loss.
    func truth(_ stream: LogStream) -> Int { events[stream]?.count ?? 0 }

    /// What asks about the logs, with their manifest.
    func options(threads: Int = 2) -> ReplayOptions {
        var options = ReplayOptions(root: root, policy: policy, cutoff: cutoff, threads: threads)
        options.manifest = manifest
        return options
    }

    /// The replay of what is left. `path`: another file that the manifest names, and that is not there.
    func replay(threads: Int = 2, expecting path: String? = nil, isListed: Bool = true) throws -> ReplayResult {
        var options = options(threads: threads)
        if !isListed { options.manifest = nil }
        if let path { options.manifest?.streams[.identifiers]?.files?.append(ManifestFile(path: path)) }
        return try Reconstruction(options, cancellation: Cancellation()).run().result
    }
}
