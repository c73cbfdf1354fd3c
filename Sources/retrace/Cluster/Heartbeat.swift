import Dispatch
import RetraceWorkflow

/// Tells whoever started the program that it is alive and how far it has come, line by line on standard error.
final class Heartbeat {
    private let timer: any DispatchSourceTimer
    private let queue = DispatchQueue(label: "retrace.heartbeat")

    /// Writes a line every so many seconds, the first one after that time.
    init(_ meter: ProgressMeter, seconds: Int) {
        timer = DispatchSource.makeTimerSource(queue: queue)
        timer.schedule(deadline: .now() + .seconds(seconds), repeating: .seconds(seconds))
        timer.setEventHandler {
            Console.writeError("retrace: heartbeat: \(meter.bytesRead) of \(meter.bytesTotal) bytes read")
        }
        timer.resume()
    }

    /// Stops.
    func stop() {
        timer.cancel()
        queue.sync {}
    }
}
