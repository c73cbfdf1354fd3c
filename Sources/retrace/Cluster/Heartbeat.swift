import Dispatch
import RetraceWorkflow

/// Tells whoever started the program that it is alive and how far it has come, line by line on standard error. As long as work
/// gets done, no two lines are the same.
final class Heartbeat {
    private let timer: any DispatchSourceTimer
    private let queue = DispatchQueue(label: "retrace.heartbeat")

    /// Writes a line every so many seconds, the first one after that time.
    init(_ meter: ProgressMeter, seconds: Int) {
        timer = DispatchSource.makeTimerSource(queue: queue)
        timer.schedule(deadline: .now() + .seconds(seconds), repeating: .seconds(seconds))
        timer.setEventHandler {
            Console.writeError("retrace: heartbeat: \(meter.heartbeat)")
        }
        timer.resume()
    }

    /// Stops.
    func stop() {
        timer.cancel()
        queue.sync {}
    }
}

extension ProgressMeter {
    /// Numbers that only grow.
    fileprivate var heartbeat: String {
        "\(bytesRead) of \(bytesTotal) bytes read, \(blocksMoved) blocks moved, \(partitionsReplayed) partitions replayed"
    }
}
