import ArgumentParser
import RetraceCore

/// What a run may use up: memory, and where it writes what does not fit.
struct MemoryArguments: ParsableArguments {
    @Option(
        help:
            "Memory to stay within, such as 4GiB or 1.5GiB. (default: RETRACE_MEMORY, or half of what the machine or control group has)"
    )
    var memory: ByteCount?

    func validate() throws {
        if let memory, memory.bytes < Limits.memoryBytesMin {
            throw ValidationError("--memory takes \(Limits.memoryBytesMin >> 20)MiB or more.")
        }
        guard memory == nil, let text = Environment.value(.memory) else { return }
        guard let count = ByteCount(argument: text), count.bytes >= Limits.memoryBytesMin else {
            throw ValidationError("RETRACE_MEMORY takes \(Limits.memoryBytesMin >> 20)MiB or more, such as 4GiB.")
        }
    }

    /// Bytes to stay within; nil where nobody says.
    var bytes: Int? { (memory ?? Environment.value(.memory).flatMap { ByteCount(argument: $0) })?.bytes }
}
