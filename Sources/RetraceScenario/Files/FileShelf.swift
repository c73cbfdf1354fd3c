import RetraceCore
import RetraceStatistics

/// The open files of one partition of accounts: one per stream and range of days, made when first needed.
final class FileShelf {
    private let plan: ScenarioPlan
    private let root: String
    private let partition: Int
    private var files: [LogFile?]
    private var scratch: [UInt8] = []

    init(plan: ScenarioPlan, root: String, partition: Int) {
        self.plan = plan
        self.root = root
        self.partition = partition
        files = Array(repeating: nil, count: LogStream.allCases.count * plan.layout.dayRanges)
    }

    /// The file of a stream and range of days.
    @inline(__always)
    func file(_ stream: LogStream, _ range: Int) throws -> LogFile {
        let place = Int(stream.rawValue) * plan.layout.dayRanges + range
        if let file = files[place] { return file }
        let file = try open(stream, range)
        files[place] = file
        return file
    }

    /// Call it after each line of a file.
    @inline(__always)
    func lineWritten(_ file: LogFile) throws {
        if file.batch.isFull { try file.flush(&scratch, isLast: false) }
    }

    private func open(_ stream: LogStream, _ range: Int) throws -> LogFile {
        let day = plan.calendar.firstDay + Int32(plan.layout.firstDay(ofRange: range))
        let place = UInt64(partition * plan.layout.dayRanges + range) << 3 | UInt64(stream.rawValue)
        let seed = Dice.mix(plan.identity.seed ^ 0xF11E, place)
        var dice = Dice(seed: seed)
        let style = plan.options.untidy ? FileStyle.untidy(&dice) : .tidy
        let number = String(partition)
        let padding = String(repeating: "0", count: max(0, 5 - number.count))
        let folder = "\(root)/\(stream.name)/dt=\(CivilDate(dayNumber: day).text)/\(style.folder)"
        let batch = LineBatch(order: plan.options.untidy ? .shuffled : .byTime, seed: seed ^ 1)
        return try LogFile(
            path: "\(folder)part-\(padding)\(number)\(style.suffix)",
            encoder: style.encoder(seed: seed ^ 2, expectedBytes: plan.expectedFileBytes), batch: batch, style: style)
    }

    /// Ends all files, and notes files and bytes by stream.
    func close(into summaries: inout [StreamSummary]) throws {
        for (place, file) in files.enumerated() {
            guard let file else { continue }
            let stream = place / plan.layout.dayRanges
            summaries[stream].bytesCompressed += try file.close(&scratch)
            summaries[stream].bytes += file.bytes
            summaries[stream].files += 1
        }
    }
}
