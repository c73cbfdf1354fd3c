import ArgumentParser
import Foundation
import RetraceCore
import RetraceIngest
import RetraceStatistics
import RetraceWorkflow
import RetraceWriters

/// `retrace inspect`.
struct InspectCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect",
        abstract: "Say what a log root holds: files, lines and days of each stream, and what seems to be lacking.",
        discussion: """
            Reads all files once. Without a manifest, missing files are told from the names of the others (a part that other \
            days have), and lost lines from hours with far fewer lines than on the days around.

            EXAMPLES
              retrace inspect logs
              retrace inspect logs --manifest manifest.yaml --format json \\
                --output inventory.json

            EXIT STATUS
              0         finished
              3         finished, but a file is missing or was not read to its end
              64        wrong usage
              65        a manifest or mapping that is wrong
              66        no such log root, manifest, mapping or required stream
              70        a bug: please report its message
              74        reading or writing failed
              130, 143  stopped by SIGINT or SIGTERM
            """)

    @Argument(
        help: ArgumentHelp("The log root: one folder per stream, or as the mapping says.", valueName: "logroot"),
        completion: .directory)
    var logRoot: String

    @Option(
        help: "The manifest: which files there should be. YAML, or a list of hashes by sha256sum.", completion: .file())
    var manifest: String?

    @OptionGroup var mapping: MappingArguments

    @Option(help: "text for people, json for programs.")
    var format = OutputFormat.text

    @OptionGroup var output: OutputArguments

    @OptionGroup var threads: ThreadArguments

    @OptionGroup var reading: ReadingArguments

    func run() throws {
        try output.check()
        let mapping = try mapping.read(logRoot: logRoot)
        let expected = try manifest.map { try ManifestReader.read($0, anyFolder: mapping != nil) }
        let inspection = LogInspection(try inventory(mapping), manifest: expected)
        switch format {
        case .json: try output.write(ResultEncoder.encode(inspection))
        case .text: try output.write(InspectionText.text(inspection))
        }
        if !inspection.incomplete.isEmpty { throw ExitCode(ExitStatus.incomplete) }
    }

    private func inventory(_ mapping: Mapping?) throws -> [FileInventory.Entry] {
        let cancellation = Cancellation()
        let watch = SignalWatch(cancellation)
        defer { watch.end() }
        do {
            return try FileInventory(
                root: logRoot, mapping: mapping, threads: threads.count, windowLog: reading.windowLog,
                cancellation: cancellation
            ).run()
        } catch {
            if error is Cancelled, let number = watch.stoppedBy { throw ExitCode(128 + number) }
            throw error
        }
    }
}
