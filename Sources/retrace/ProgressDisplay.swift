import Dispatch
import RetraceWorkflow

/// Shows how far a run has come: one line on standard error, drawn anew four times a second. Used by one thread.
final class ProgressDisplay {
    private let timer: any DispatchSourceTimer
    /// Serial: draws follow each other, and none is under way once ``stop()`` has waited for its turn.
    private let queue = DispatchQueue(label: "retrace.progress", qos: .userInitiated)
    private let painter: ProgressPainter

    /// Starts to show what `meter` says; nil where nobody would see it.
    init?(_ meter: ProgressMeter, isWanted: Bool) {
        guard isWanted, Console.isErrorTerminal else { return nil }
        painter = ProgressPainter(meter)
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
