import Dispatch
import RetraceWorkflow

/// Shows how far a run has come: one line on standard error, drawn anew four times a second. Used by one thread.
final class ProgressDisplay {
    private let timer: any DispatchSourceTimer
    /// Serial: draws follow each other, and none is under way once ``stop()`` has waited for its turn.
    private let queue = DispatchQueue(label: "retrace.progress", qos: .userInitiated)
    private let painter: Painter

    /// Starts to show what `meter` says.
    init(_ meter: ProgressMeter) {
        painter = Painter(meter)
        timer = DispatchSource.makeTimerSource(queue: queue)
        timer.schedule(deadline: .now() + .milliseconds(250), repeating: .milliseconds(250))
        let painter = painter
        timer.setEventHandler { painter.draw() }
        timer.resume()
    }

    /// Stops, and clears the line.
    func stop() {
        timer.cancel()
        let painter = painter
        queue.sync { painter.clear() }
    }
}

/// Draws over its own last line.
private final class Painter: @unchecked Sendable {
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
        if drawn > 0 { show("") }
        Console.write(drawn > 0 ? "\r" : "")
        drawn = 0
    }

    /// Spaces rather than an escape sequence clear what stood there, so that every terminal understands.
    private func show(_ text: String) {
        Console.write("\r" + text + String(repeating: " ", count: max(0, drawn - text.count)))
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
