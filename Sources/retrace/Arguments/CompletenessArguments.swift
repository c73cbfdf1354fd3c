import ArgumentParser
import RetraceCore
import RetraceIngest

/// What is known of what the logs lack.
struct CompletenessArguments: ParsableArguments {
    @Option(
        help: "The manifest: which files there should be. YAML, or a list of hashes by sha256sum.", completion: .file())
    var manifest: String?

    @Option(
        help: ArgumentHelp(
            "How a stream was sampled: matches=event:0.5, or all=account:0.1. May be repeated.",
            valueName: "stream=by:rate"))
    var sampling: [SamplingArgument] = []

    /// How each stream was sampled that an option names; the last one holds.
    var samplings: [LogStream: Sampling] {
        var samplings: [LogStream: Sampling] = [:]
        for argument in sampling { for stream in argument.streams { samplings[stream] = argument.sampling } }
        return samplings
    }

    /// The manifest, if one is given; with `anyFolder` its files may lie elsewhere than in folders of streams. Throws as
    /// ``RetraceIngest/ManifestReader``.
    func readManifest(anyFolder: Bool) throws -> Manifest? {
        try manifest.map { try ManifestReader.read($0, anyFolder: anyFolder) }
    }
}
