import Dispatch
import Foundation
import Glibc
import RetraceWorkflow

/// Shows how far a run has come, in one line of standard error that is redrawn; only on a terminal.
final class ProgressLine: @unchecked Sendable {
    // Unchecked: a Dispatch timer is thread-safe, and nothing here changes.
    private let timer: any DispatchSourceTimer
    private let start = Date()
    private let meter: ProgressMeter

    /// Starts to show `meter`; nil where nobody would see it.
    init?(_ meter: ProgressMeter, isWanted: Bool) {
        guard isWanted, Console.isErrorTerminal else { return nil }
        self.meter = meter
        timer = DispatchSource.makeTimerSource(queue: DispatchQueue(label: "retrace.progress"))
        timer.schedule(deadline: .now() + 0.25, repeating: 0.25)
        timer.setEventHandler { [self] in draw() }
        timer.activate()
    }

    /// Stops, and clears the line.
    func end() {
        timer.cancel()
        Console.writeErrorRaw("\r\u{1B}[K")
    }

    private func draw() {
        let text = String(line(seconds: Date().timeIntervalSince(start)).prefix(ProgressLine.width - 1))
        Console.writeErrorRaw("\r\(text)\u{1B}[K")
    }

    /// `reading impressions  61 %  3.1 of 5.0 GB  240 MB/s  8 s left`.
    private func line(seconds: Double) -> String {
        let (done, total) = (Double(meter.bytesRead), Double(meter.bytesTotal))
        guard total > 0, seconds > 0 else { return meter.stage.text }
        let rate = done / seconds
        let percent = Int(done / total * 100)
        let size = String(format: "%.1f of %.1f GB  %.0f MB/s", done / 1e9, total / 1e9, rate / 1e6)
        let left = rate > 0 && done < total ? "  \(Int(((total - done) / rate).rounded(.up))) s left" : ""
        return "\(meter.stage.text)  \(percent) %  \(size)\(left)"
    }

    /// Columns of the terminal; 80 when it does not say.
    private static var width: Int {
        var size = winsize()
        guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 1 else { return 80 }
        return Int(size.ws_col)
    }
}
