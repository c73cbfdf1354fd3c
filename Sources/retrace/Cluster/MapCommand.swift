import ArgumentParser
import RetraceWorkflow

/// `retrace map`.
struct MapCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "map",
        abstract: "Read some files and write their records by part: a piece of a run on several machines.",
        discussion: """
            See docs/cluster.md for the order of the stages and what each must be told with --known.

            EXAMPLES
              retrace map --job run/job.json --stage identities \\
                --files-from run/files.jsonl --task 3 --tasks 16 \\
                --output run/map-identities-3

            EXIT STATUS
              0         finished
              64        wrong usage
              65        a job or stream that is wrong, of another run, missing or repeated
              66        no such job, list or stream
              70        a bug: please report its message
              74        reading or writing failed; may be tried again
              75        stopped for a passing reason; may be tried again
              130, 143  stopped by SIGINT or SIGTERM
            """)

    @OptionGroup var cluster: ClusterArguments
    @OptionGroup var share: TaskArguments

    @Option(help: "identities, uploads or exposures.")
    var stage: ClusterStage

    @Option(help: "The list of files, as 'retrace plan' writes it, or '-' for standard input.", completion: .file())
    var filesFrom: String

    func validate() throws {
        if stage == .persons { throw ValidationError("Nothing is mapped for persons: reduce them.") }
    }

    func run() throws {
        let job = try cluster.readJob()
        let files = ClusterFile.share(try ClusterFile.read(filesFrom), task: share.task, of: share.tasks)
        try cluster.withPiece(job, files: files, only: stage.knownToMap) {
            try $0.map(stage, task: share.task, to: cluster.output)
        }
    }
}
