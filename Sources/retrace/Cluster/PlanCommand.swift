import ArgumentParser
import Foundation
import RetraceCore
import RetraceIngest
import RetraceWorkflow

/// `retrace plan`.
struct PlanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "Prepare a run on several machines: list the files and fix what all pieces must agree on.",
        discussion: """
            Writes job.json and files.jsonl into the folder given by --output. The commands map, reduce and merge do the \
            pieces of the run.

            EXAMPLES
              retrace plan /logs --policy policy.yaml --cutoff 2019-09-17 --parts 64 \\
                --output run

            \(ExitStatus.ofPiece(
                wrong: "a bad policy, mapping or manifest",
                absent: "no such log root, policy, mapping, manifest or required stream"))
            """)

    @OptionGroup var replay: ReplayArguments

    @Option(help: "How many parts to divide accounts into: a power of two up to 65536.")
    var parts = 64

    @Flag(help: "Have the pieces collect evidence, so that 'retrace merge --case' can write a case.")
    var evidence = false

    @Option(
        name: [.short, .long], help: "The folder to write to; it is made where there is none.", completion: .directory)
    var output: String

    func validate() throws {
        if !replay.input.streams.isEmpty || !replay.input.reading.dictionaryPaths.isEmpty {
            throw ValidationError("A run in pieces takes neither --stream nor --dictionary: use 'retrace replay'.")
        }
        if parts < 1 || parts > 1 << Limits.partitionBitsMax || parts.nonzeroBitCount != 1 {
            throw ValidationError("--parts takes a power of two from 1 to \(1 << Limits.partitionBitsMax).")
        }
    }

    func run() throws {
        let options = try replay.options()
        guard options.expansion == .standard else {
            throw RetraceError(
                .usage, "A run in pieces takes neither --max-unpacked nor --max-ratio: use 'retrace replay'.")
        }
        let root = try LogRoot(scanning: options.root, mapping: options.mapping)
        var job = try ClusterJob(
            build: Version.text, partitionBits: parts.trailingZeroBitCount, options: options, root: root)
        if evidence { job.caseSource = replay.caseSource(options) }
        do {
            try FileManager.default.createDirectory(atPath: output, withIntermediateDirectories: true)
        } catch {
            throw RetraceError(.inputOutput, "The folder '\(output)' cannot be made.")
        }
        let list = root.allFiles.enumerated().map { number, file in
            ClusterFile(
                number: number, stream: file.stream.name, name: file.name,
                path: file.path.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }, size: file.size,
                obstacle: file.obstacle)
        }
        try OutputFile.write(ClusterFile.encode(list), to: "\(output)/files.jsonl")
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        try OutputFile.write(encoder.encode(job) + [0x0A], to: "\(output)/job.json")
    }
}
