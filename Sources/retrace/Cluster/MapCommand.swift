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

            \(ExitStatus.ofPiece())
            """)

    @OptionGroup var cluster: ClusterArguments
    @OptionGroup var share: TaskArguments

    @Option(help: "identities, uploads or exposures.")
    var stage: ClusterStage

    @Option(help: "The list of files, as 'retrace plan' writes it, or '-' for standard input.", completion: .file())
    var filesFrom: String

    @Option(
        help: ArgumentHelp(
            "The bytes of all files of the list that are of the stage, one after the other, or '-' for standard input.",
            valueName: "file"),
        completion: .file())
    var contents: String?

    func validate() throws {
        if contents != nil && share.tasks > 1 {
            throw ValidationError("--contents takes a list of what this piece is to map, without --tasks.")
        }
        if contents == "-" && filesFrom == "-" {
            throw ValidationError("Standard input is the list of files or what they hold, not both.")
        }
        if stage == .persons { throw ValidationError("Nothing is mapped for persons: reduce them.") }
    }

    func run() throws {
        let job = try cluster.readJob()
        let listed = try ClusterFile.read(filesFrom).filter { stage.streams.contains(try $0.logStream()) }
        let files = contents == nil ? ClusterFile.share(listed, task: share.task, of: share.tasks) : listed
        try cluster.withPiece(job, files: files, contents: contents, only: stage.knownToMap) {
            try $0.map(stage, task: share.task, to: cluster.output)
        }
    }
}
