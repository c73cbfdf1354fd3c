import ArgumentParser
import Foundation
import RetraceCore
import RetraceIngest
import RetraceWorkflow

/// `retrace manifest`.
struct ManifestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "manifest",
        abstract: "Write a manifest of a log root: which files it holds, with lines, bytes and SHA-256.",
        discussion: """
            Written while the logs are whole, a manifest later tells what was lost or changed: retrace replay --manifest. \
            The same files give the same bytes.

            EXAMPLES
              retrace manifest logs --output manifest.yaml
              retrace replay logs --policy policy.yaml --cutoff 2019-09-17 \\
                --manifest manifest.yaml

            EXIT STATUS
              0         finished
              3         finished, but a file was not read to its end
              64        wrong usage
              65        a bad mapping
              66        no such log root, mapping or required stream
              70        a bug: please report its message
              74        reading or writing failed
              130, 143  stopped by SIGINT or SIGTERM
            """)

    @Argument(help: ArgumentHelp("The log root: one folder per stream.", valueName: "logroot"), completion: .directory)
    var logRoot: String

    @OptionGroup var mapping: MappingArguments

    @OptionGroup var output: OutputArguments

    @OptionGroup var threads: ThreadArguments

    @OptionGroup var reading: ReadingArguments

    func run() throws {
        try output.check()
        let cancellation = Cancellation()
        let watch = SignalWatch(cancellation)
        defer { watch.end() }
        let entries: [FileInventory.Entry]
        do {
            entries = try FileInventory(
                root: logRoot, mapping: try mapping.read(logRoot: logRoot), threads: threads.count,
                windowLog: reading.windowLog,
                cancellation: cancellation
            ).run()
        } catch {
            if error is Cancelled, let number = watch.stoppedBy { throw ExitCode(128 + number) }
            throw error
        }
        try output.write(ManifestText.text(Manifest(entries)))
        let damaged = entries.filter { $0.damage != nil }
        for entry in damaged {
            Console.writeError("retrace: incomplete: \(entry.file.name) \(entry.damage?.reason ?? "")")
        }
        if !damaged.isEmpty { throw ExitCode(ExitStatus.incomplete) }
    }
}
