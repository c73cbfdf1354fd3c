import ArgumentParser
import Foundation
import RetraceCore

/// How many threads work.
struct ThreadArguments: ParsableArguments {
    @Option(help: "Worker threads. (default: RETRACE_THREADS, or one per processor)")
    var threads: Int?

    func validate() throws {
        if let threads, !ThreadArguments.isAllowed(threads) {
            throw ValidationError("--threads takes 1 to \(Limits.threadsMax).")
        }
        if threads == nil, let text = Environment.value(.threads), Int(text).map(ThreadArguments.isAllowed) != true {
            throw ValidationError("RETRACE_THREADS takes 1 to \(Limits.threadsMax).")
        }
    }

    private static func isAllowed(_ threads: Int) -> Bool { (1...Limits.threadsMax).contains(threads) }

    /// Workers to start.
    var count: Int {
        threads ?? Environment.value(.threads).flatMap { Int($0) } ?? ProcessInfo.processInfo.activeProcessorCount
    }
}
