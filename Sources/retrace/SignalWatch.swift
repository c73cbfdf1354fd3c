import Dispatch
import Foundation
import Glibc
import RetraceWorkflow
import Synchronization

/// Turns SIGINT and SIGTERM into an orderly stop while it exists, and keeps a closed pipe from ending the program.
final class SignalWatch: @unchecked Sendable {
    // Unchecked: Dispatch sources are thread-safe, and the list of them never changes.
    private let received = Atomic<Int32>(0)
    private let sources: [any DispatchSourceSignal]

    init(_ cancellation: Cancellation) {
        signal(SIGPIPE, SIG_IGN)
        let queue = DispatchQueue(label: "retrace.signals")
        sources = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            return DispatchSource.makeSignalSource(signal: number, queue: queue)
        }
        for (source, number) in zip(sources, [SIGINT, SIGTERM]) {
            source.setEventHandler { [self] in
                received.store(number, ordering: .relaxed)
                cancellation.cancel()
            }
            source.activate()
        }
    }

    /// The signal that stopped the run; nil when none did.
    var stoppedBy: Int32? {
        let number = received.load(ordering: .relaxed)
        return number == 0 ? nil : number
    }

    /// Ends the watch: a handler holds it until then.
    func end() { for source in sources { source.cancel() } }
}
