import Foundation
import RetraceWorkflow

/// A benchmark's report for people.
struct BenchTable {
    private let report: BenchReport

    init(_ report: BenchReport) { self.report = report }

    /// The logs, the stages by number of threads, and how long blocks took.
    var text: String {
        ([summary, ""] + BenchTable.aligned(stageRows) + ["", "A block, in microseconds:"]
            + BenchTable.aligned(latencyRows) + [""])
            .joined(separator: "\n")
    }

    private var summary: String {
        let logs = report.logs
        let damage = logs.filesDamaged > 0 ? " \(logs.filesDamaged) files are damaged: rates are of what was read." : ""
        return """
            \(logs.lines) lines in \(logs.files) files: \(megabytes(logs.bytes)) MB of JSON, \
            \(megabytes(logs.bytesCompressed)) MB as stored.\(damage)
            Median of \(report.runs) \(report.runs == 1 ? "run" : "runs") on \(report.machine.processors) processors, \
            within \(report.memoryBytes >> 20) MiB.
            """
    }

    private func megabytes(_ bytes: UInt64) -> String { number(Double(bytes) / 1e6, 1) }

    private var stageRows: [[String]] {
        [
            [
                "threads", "stage", "seconds", "CPU s", "lines/s", "MB/s", "MB/s stored", "of limit", "peak MiB",
                "spill MB",
            ]
        ]
            + report.measurements.map { row in
                [
                    "\(row.threads)", row.stage.rawValue, number(row.seconds, 3), number(row.cpuSeconds, 3),
                    number(row.linesPerSecond, 0), number(row.megabytesPerSecond, 0),
                    number(row.megabytesPerSecondCompressed, 0), "\(number(row.shareOfDecompression * 100, 0)) %",
                    row.peakMemoryBytes.map { "\($0 >> 20)" } ?? "?", number(Double(row.spilledBytes) / 1e6, 1),
                ]
            }
    }

    private var latencyRows: [[String]] {
        [["threads", "stage", "blocks", "p50", "p90", "p99", "p99.9", "max"]]
            + report.measurements.compactMap { row in
                guard let block = row.blockMicroseconds else { return nil }
                let times = [block.p50, block.p90, block.p99, block.p999, block.max].map { number($0, 0) }
                return ["\(row.threads)", row.stage.rawValue, "\(block.blocks)"] + times
            }
    }

    private func number(_ value: Double, _ decimals: Int) -> String { String(format: "%.\(decimals)f", value) }

    /// Cells set flush right, the second column flush left; at least one row, all of one length.
    private static func aligned(_ rows: [[String]]) -> [String] {
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            row.indices.map { column in
                let padding = String(repeating: " ", count: widths[column] - row[column].count)
                return column == 1 ? row[column] + padding : padding + row[column]
            }.joined(separator: "  ")
        }
    }
}
