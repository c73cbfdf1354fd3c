import ArgumentParser
import RetraceCore
import RetraceWorkflow

/// `retrace reduce`.
struct ReduceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reduce",
        abstract: "Replay some parts: a piece of a run on several machines.",
        discussion: """
            Takes the records of its parts out of the streams given, and writes their numbers and what later stages need. \
            Piece k of n reduces the parts k, k + n, k + 2n, … With --blocks, blocks of one part come without their \
            streams, and --known must name those, their blocks of records left out or not.

            EXAMPLES
              retrace reduce --job run/job.json --stage identities --task 3 --tasks 16 \\
                --known run/known-1 --output run/reduce-identities-3 \\
                run/map-identities-*

            \(ExitStatus.ofPiece())
            """)

    @OptionGroup var cluster: ClusterArguments
    @OptionGroup var share: TaskArguments

    @Option(help: "identities, uploads, exposures or persons.")
    var stage: ClusterStage

    @Option(
        help: ArgumentHelp(
            "The blocks of records of the one part, in any order, or '-' for standard input.", valueName: "file"),
        completion: .file())
    var blocks: String?

    @Argument(help: "Streams that hold the records of the parts; others are skipped over.", completion: .file())
    var streams: [String] = []

    func validate() throws {
        if streams.isEmpty == (blocks == nil) {
            throw ValidationError("Give the streams that hold the records, or --blocks.")
        }
    }

    func run() throws {
        let job = try cluster.readJob()
        let parts = Array(stride(from: share.task, to: job.identity.partCount, by: share.tasks))
        try cluster.withPiece(job, only: stage.knownToReduce) { piece in
            guard let blocks else {
                return try piece.reduce(stage, parts: parts, task: share.task, from: streams, to: cluster.output)
            }
            guard parts.count == 1 else {
                throw RetraceError(
                    .usage, "--blocks takes one part: give --tasks \(job.identity.partCount), the number of parts.")
            }
            try piece.reduce(stage, part: parts[0], fromBlocks: blocks, to: cluster.output)
        }
    }
}
