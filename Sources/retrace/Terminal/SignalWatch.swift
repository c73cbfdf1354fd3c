import Dispatch
import Glibc
import RetraceWorkflow
import Synchronization

/// Turns SIGINT and SIGTERM into a run's cancellation, and sees to it that the program ends within a second.
final class SignalWatch {
    private let sources: [any DispatchSourceSignal]
    private let received = ReceivedSignal()

    /// How long a run may take to stop by itself. After that nothing but temporary files is in the way of just leaving.
    private static let patience = DispatchTimeInterval.milliseconds(700)

    /// Watches from now on. A serial queue of its own, so that busy workers can't keep it waiting for a thread.
    init(cancelling cancellation: Cancellation) {
        let queue = DispatchQueue(label: "retrace.signals", qos: .userInteractive)
        let received = received
        sources = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler {
                received.note(number)
                cancellation.cancel()
                queue.asyncAfter(deadline: .now() + SignalWatch.patience) { SignalWatch.leave(number) }
            }
            source.resume()
            return source
        }
    }

    /// The exit status that the first signal asks for; nil when none has come.
    var exitStatus: Int32? { received.number.map { ExitStatus.signal($0) } }

    private static func leave(_ number: Int32) {
        TemporaryNames.removeAll()
        _exit(ExitStatus.signal(number))
    }
}

/// The first signal that came. Thread-safe.
private final class ReceivedSignal: Sendable {
    private let first = Atomic<Int32>(0)

    func note(_ number: Int32) {
        _ = first.compareExchange(expected: 0, desired: number, ordering: .relaxed)
    }

    var number: Int32? {
        let number = first.load(ordering: .relaxed)
        return number == 0 ? nil : number
    }
}
