import Dispatch
import Foundation
import Glibc
import RetraceHost
import RetraceWorkflow
import Synchronization

/// Turns SIGINT and SIGTERM into an orderly stop while it exists, and keeps a closed pipe from ending the program. Where the
/// stop takes too long, because nobody reads the pipe that the result goes to, or at the second signal, the program ends at
/// once: what has no name yet is removed, and what has one is whole.
final class SignalWatch: @unchecked Sendable {
    // Unchecked: Dispatch sources are thread-safe, and the list of them never changes.
    private let received = Atomic<Int32>(0)
    private let isOver = Atomic<Bool>(false)
    private let sources: [any DispatchSourceSignal]

    /// How long an orderly stop may take: less than the second after which people lose patience.
    private static let patience = DispatchTimeInterval.milliseconds(900)

    init(_ cancellation: Cancellation) {
        signal(SIGPIPE, SIG_IGN)
        let queue = DispatchQueue(label: "retrace.signals")
        sources = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            return DispatchSource.makeSignalSource(signal: number, queue: queue)
        }
        for (source, number) in zip(sources, [SIGINT, SIGTERM]) {
            source.setEventHandler { [self] in
                if received.exchange(number, ordering: .relaxed) != 0 { leave(number) }
                cancellation.cancel()
                queue.asyncAfter(deadline: .now() + SignalWatch.patience) { [self] in leave(number) }
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
    func end() {
        isOver.store(true, ordering: .relaxed)
        for source in sources { source.cancel() }
    }

    private func leave(_ number: Int32) {
        guard !isOver.load(ordering: .relaxed) else { return }
        PendingFile.discardAll()
        _exit(128 + number)
    }
}
