import RetraceCore
import RetraceIngest
import RetraceStatistics

/// Compares the files that were read with those that a manifest names.
///
/// Told apart are files that are missing, short (fewer bytes or lines than the manifest says), changed (more of them, or
/// another SHA-256), corrupt (not readable to their end) and surplus. Of streams whose files nobody lists, those are missed
/// that the names of the others lead one to expect: ``RetraceStatistics/ShardHoles``. All but the surplus ones count as lost
/// in ``completeness``; their lines count all the same.
struct ManifestCheck {
    /// What is known of every stream's files.
    private(set) var completeness = Completeness()
    /// Files that are not as they should be, sorted by path.
    private(set) var incomplete: [IncompleteFile] = []
    /// A sentence for each kind of trouble.
    private(set) var warnings: [String] = []
    /// By position, whether a file was read to its end and is as it should be.
    private(set) var wholeFiles: [Bool]
    private var counts: [Trouble: Int] = [:]
    private var surplus: [String] = []
    private var holes: Set<String> = []

    private enum Trouble: CaseIterable {
        case corrupt, missing, short, changed

        func sentence(_ count: Int) -> String {
            let files = count == 1 ? "1 file" : "\(count) files"
            return switch self {
            case .corrupt:
                count == 1
                    ? "1 file was not read to its end: the counts are of what was read."
                    : "\(files) were not read to their end: the counts are of what was read."
            case .missing: "\(files) of the manifest \(count == 1 ? "is" : "are") missing."
            case .short: "\(files) \(count == 1 ? "is" : "are") shorter than the manifest says."
            case .changed: "\(files) \(count == 1 ? "differs" : "differ") from what the manifest says."
            }
        }
    }

    /// Compares `files`, of which `entry` tells by position what was read. Without a manifest only damage is known.
    /// `sampling` goes before what the manifest says of a stream's sampling.
    init(
        _ manifest: Manifest?, sampling: [LogStream: Sampling], files: [LogFile], entry: (Int) -> FileLedger.Entry
    ) {
        wholeFiles = Array(repeating: false, count: files.count)
        for stream in LogStream.allCases {
            let expected = manifest?.streams[stream]
            let found = files.indices.filter { files[$0].stream == stream }
            guard !found.isEmpty || expected != nil || sampling[stream] != nil else { continue }
            var known = StreamCompleteness(
                sampling: sampling[stream] ?? expected?.sampling, isFromManifest: expected?.files != nil)
            var left = Dictionary(
                (expected?.files ?? []).map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
            for number in found {
                let own = left.removeValue(forKey: files[number].name)
                if own == nil && known.isFromManifest { surplus.append(files[number].name) }
                let shard = self.shard(files[number], entry(number), own)
                wholeFiles[number] = shard.state == .read
                known.shards.append(shard)
            }
            for file in left.values.sorted(by: { $0.path.precedesAsBytes($1.path) }) {
                note(.missing, file.path, "is missing: the manifest names it", lines: 0)
                known.shards.append(
                    Shard(path: file.path, state: .missing, linesExpected: file.lines, bytes: file.bytes))
            }
            if !known.isFromManifest { noteHoles(found.map { files[$0].name }, &known) }
            completeness[stream] = known
        }
        incomplete.sort { $0.file.precedesAsBytes($1.file) }
        makeWarnings()
    }

    /// A file that holds several streams is missed once.
    private mutating func noteHoles(_ paths: [String], _ known: inout StreamCompleteness) {
        for path in ShardHoles(paths).paths {
            known.shards.append(Shard(path: path, state: .missing))
            holes.insert(path)
        }
    }

    private mutating func shard(_ file: LogFile, _ entry: FileLedger.Entry, _ expected: ManifestFile?) -> Shard {
        let trouble = ManifestCheck.trouble(file, entry, expected)
        if let trouble { note(trouble.kind, file.name, trouble.reason, lines: entry.lines) }
        return Shard(
            path: file.name, state: trouble == nil ? .read : .damaged, linesExpected: expected?.lines,
            linesRead: entry.lines, bytes: expected?.bytes ?? file.size(entry))
    }

    private static func trouble(
        _ file: LogFile, _ entry: FileLedger.Entry, _ expected: ManifestFile?
    ) -> (kind: Trouble, reason: String)? {
        if let damage = entry.damage { return (.corrupt, damage.reason) }
        guard let expected else { return nil }
        let size = file.size(entry)
        if let bytes = expected.bytes, bytes != size {
            return (bytes > size ? .short : .changed, "has \(size) bytes, and the manifest says \(bytes)")
        }
        if let lines = expected.lines, lines != entry.lines {
            return (lines > entry.lines ? .short : .changed, "has \(entry.lines) lines, and the manifest says \(lines)")
        }
        guard let hash = expected.sha256, hash != entry.sha256 else { return nil }
        return (.changed, "is not the file that the manifest names: its SHA-256 is another")
    }

    private mutating func note(_ trouble: Trouble, _ path: String, _ reason: String, lines: UInt64) {
        counts[trouble, default: 0] += 1
        incomplete.append(IncompleteFile(file: path, reason: reason, linesRead: lines))
    }

    /// What the names of other files lead one to expect, and is not there. A guess, so that it is no part of what is known to be
    /// incomplete.
    var guessedMissing: [IncompleteFile] {
        holes.map {
            IncompleteFile(
                file: $0, reason: "is not there, and the names of the other days' files say that it should be",
                linesRead: 0)
        }
    }

    private mutating func makeWarnings() {
        warnings = Trouble.allCases.compactMap { trouble in counts[trouble].map { trouble.sentence($0) } }
        if let first = holes.min(by: { $0.precedesAsBytes($1) }) {
            let others = holes.count == 1 ? "" : " and \(holes.count - 1) more"
            warnings.append(
                "By the names of the other days' files \(holes.count == 1 ? "a file is" : "files are") missing: \(first)"
                    + "\(others). If nobody ever wrote \(holes.count == 1 ? "it" : "them"), say so with a manifest.")
        }
        if let first = surplus.first {
            let others = surplus.count == 1 ? "" : " and \(surplus.count - 1) more"
            let hold = surplus.count == 1 ? "it holds" : "they hold"
            warnings.append("The manifest does not name \(first)\(others): what \(hold) was counted.")
        }
        for stream in LogStream.allCases {
            guard let sampling = completeness.streams[stream.name]?.sampling, sampling.rate < 1 else { continue }
            warnings.append("'\(stream.name)' is a sample (\(sampling.text)): the counts are of what was kept.")
        }
    }
}

extension Sampling {
    /// For people.
    fileprivate var text: String {
        switch self {
        case .account(let rate, _): "by account, rate \(rate)"
        case .event(let rate): "by event, rate \(rate)"
        }
    }
}
