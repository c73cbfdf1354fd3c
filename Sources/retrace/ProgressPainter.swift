import Dispatch
import RetraceWorkflow

/// Draws how far a run has come, over its own last line.
final class ProgressPainter: @unchecked Sendable {
    // Unchecked: used on the display's serial queue alone.
    private let meter: ProgressMeter
    private let start = DispatchTime.now().uptimeNanoseconds
    private var rate = RateMeter()
    private var drawn = 0

    init(_ meter: ProgressMeter) { self.meter = meter }

    func draw() {
        if meter.stage.isReading {
            rate.add(bytes: meter.bytesRead, at: Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9)
        } else {
            rate = RateMeter()
        }
        let line = ProgressLine(
            stage: meter.stage.text, bytesRead: meter.bytesRead, bytesTotal: meter.bytesTotal, rate: rate.rate)
        // The last column stays free: some terminals wrap as soon as it is written.
        show(line.text(width: Console.width - 1))
    }

    func clear() {
        guard drawn > 0 else { return }
        show("")
        Console.writeErrorRaw("\r")
    }

    /// Spaces rather than an escape sequence clear what stood there, so that every terminal understands.
    private func show(_ text: String) {
        Console.writeErrorRaw("\r" + text + String(repeating: " ", count: max(0, drawn - text.count)))
        drawn = text.count
    }
}

extension ProgressMeter.Stage {
    /// Whether bytes are read in it; else a rate would tell nothing.
    fileprivate var isReading: Bool {
        switch self {
        case .readingIdentities, .readingUploads, .readingExposures: true
        case .replayingIdentities, .replayingExposures: false
        }
    }
}
