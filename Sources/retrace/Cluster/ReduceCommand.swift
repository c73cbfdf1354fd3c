import ArgumentParser
import RetraceWorkflow

/// `retrace reduce`.
struct ReduceCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reduce",
        abstract: "Replay some parts: a piece of a run on several machines.",
        discussion: """
            Takes the records of its parts out of the streams given, and writes their numbers and what later stages need. \
            Piece k of n reduces the parts k, k + n, k + 2n, …

            EXAMPLE
              retrace reduce --job run/job.json --stage identities --task 3 --tasks 16 --known run/known-1 \\
                --output run/reduce-identities-3 run/map-identities-*
            """)

    @OptionGroup var cluster: ClusterArguments
    @OptionGroup var share: TaskArguments

    @Option(help: "identities, uploads, exposures or persons.")
    var stage: ClusterStage

    @Argument(help: "Streams that hold the records of the parts; others are skipped over.")
    var streams: [String]

    func run() throws {
        let job = try cluster.readJob()
        let parts = Array(stride(from: share.task, to: job.identity.partCount, by: share.tasks))
        try cluster.withPiece(job) {
            try $0.reduce(stage, parts: parts, task: share.task, from: streams, to: cluster.output)
        }
    }
}
