import Dispatch
import Glibc
import RetraceWorkflow
import Synchronization

/// Turns SIGINT and SIGTERM into a run's cancellation, and sees to it that the program ends soon.
final class SignalWatch {
    private let sources: [any DispatchSourceSignal]
    private let received = ReceivedSignal()

    /// Watches from now on. After a signal the run has `patience` to stop by itself; then the program just leaves, and
    /// removes ``TemporaryNames``. Nil where more than those has to be removed: as long as it takes.
    init(cancelling cancellation: Cancellation, patience: DispatchTimeInterval? = .milliseconds(700)) {
        // A serial queue of its own: busy workers can't keep it waiting for a thread.
        let queue = DispatchQueue(label: "retrace.signals", qos: .userInteractive)
        let received = received
        sources = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
            source.setEventHandler {
                received.note(number)
                cancellation.cancel()
                guard let patience else { return }
                queue.asyncAfter(deadline: .now() + patience) { SignalWatch.leave(number) }
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
