import ArgumentParser
import Foundation
import RetraceCore

/// What a run may use of the machine. Shared by the commands that replay.
struct ResourceOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("How many threads work; as many as there are processors, unless given.", valueName: "number")
    )
    var threads: Int?

    @Option(
        help: ArgumentHelp(
            "The most memory to use, such as 4GiB; half of what there is, unless given. Beyond it temporary files help out.",
            valueName: "size"))
    var memory: ByteCount?

    @Option(
        help: ArgumentHelp(
            "The folder for temporary files; made if it is not there. $TMPDIR or /tmp, unless given.", valueName: "dir"),
        completion: .directory)
    var workDir: String?

    func validate() throws {
        if let threads, !(1...Limits.threadsMax).contains(threads) {
            throw ValidationError("--threads is 1 to \(Limits.threadsMax).")
        }
        if let memory, memory.bytes < Limits.memoryBytesMin {
            throw ValidationError("--memory is \(ByteCount(bytes: Limits.memoryBytesMin)) at least.")
        }
        if workDir == "" { throw ValidationError("--work-dir is the name of a folder.") }
    }

    /// Makes the folder for temporary files, if one was given. Throws ``RetraceError`` of kind `inputOutput`.
    func prepareWorkFolder() throws {
        guard let workDir else { return }
        do {
            try FileManager.default.createDirectory(atPath: workDir, withIntermediateDirectories: true)
        } catch {
            throw RetraceError(.inputOutput, "The folder for temporary files '\(workDir)' cannot be made.")
        }
    }
}
