import RetraceCore
import RetraceIngest
import RetraceStatistics

extension LogInspection {
    /// Puts together what an inventory found, compared with a manifest where there is one. The same inventory gives the same
    /// inspection.
    public init(_ inventory: [FileInventory.Entry], manifest: Manifest? = nil) {
        let check = ManifestCheck(manifest, sampling: [:], files: inventory.map(\.file)) { inventory[$0].ledgerEntry }
        var (streams, warnings) = ([StreamInspection](), [String]())
        for stream in LogStream.allCases {
            let entries = inventory.filter { $0.file.stream == stream }
            let shards = check.completeness[stream].shards
            guard !entries.isEmpty || !shards.isEmpty else { continue }
            let census = entries.reduce(into: LineCensus()) { $0.merge($1.census) }
            let drops = VolumeDrops(hours: census.hours)
            let inspection = StreamInspection(stream, entries, shards, census, drops)
            streams.append(inspection)
            if inspection.rejected > 0 {
                warnings.append(
                    "\(inspection.rejected) of \(inspection.lines) lines of '\(stream.name)' are rejected.")
            }
            if let sentence = drops.warning(stream) { warnings.append(sentence) }
        }
        let incomplete = (check.incomplete + check.guessedMissing).sorted {
            $0.file.precedesAsBytes($1.file)
        }
        self.init(streams: streams, incomplete: incomplete, warnings: warnings + check.warnings)
    }
}

extension FileInventory.Entry {
    /// As a replay would have noted it.
    fileprivate var ledgerEntry: FileLedger.Entry {
        var entry = FileLedger.Entry()
        (entry.lines, entry.bytes, entry.damage, entry.sha256) = (lines, bytes, damage, sha256)
        return entry
    }
}

extension StreamInspection {
    fileprivate init(
        _ stream: LogStream, _ entries: [FileInventory.Entry], _ shards: [Shard], _ census: LineCensus,
        _ drops: VolumeDrops
    ) {
        let hasInstants = census.instants.first != .distantFuture
        self.init(
            stream: stream.name, files: entries.count, bytesCompressed: entries.reduce(0) { $0 + $1.file.size },
            bytes: entries.reduce(0) { $0 + $1.bytes }, lines: census.valid + census.rejected,
            rejected: census.rejected, firstTimestamp: hasInstants ? census.instants.first.rfc3339 : nil,
            lastTimestamp: hasInstants ? census.instants.last.rfc3339 : nil,
            days: StreamInspection.days(census, shards),
            missing: shards.filter { $0.state == .missing }.map(\.path).sortedAsBytes(),
            drops: drops.runs.map {
                Drop(from: VolumeDrops.text($0.lowerBound), to: VolumeDrops.text($0.upperBound))
            })
    }

    /// Days between are filled in, but not over more than a century: a time stamp of the year 1 is an error of its own.
    private static func days(_ census: LineCensus, _ shards: [Shard]) -> [Day] {
        var lines: [Int32: UInt64] = [:]
        for (hour, count) in census.hours {
            lines[Instant(milliseconds: hour * 3_600_000).dayNumber, default: 0] += count
        }
        var lacking: [Int32: Int] = [:]
        for shard in shards where shard.state != .read {
            if let day = shard.labels.dayNumber { lacking[day, default: 0] += 1 }
        }
        let known = Set(lines.keys).union(lacking.keys)
        guard let first = known.min(), let last = known.max() else { return [] }
        let days = last - first < 40_000 ? Array(first...last) : known.sorted()
        return days.map {
            Day(day: CivilDate(dayNumber: $0).text, lines: lines[$0] ?? 0, filesLacking: lacking[$0] ?? 0)
        }
    }
}
