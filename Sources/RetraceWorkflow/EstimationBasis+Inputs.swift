import RetraceCore
import RetraceIngest
import RetraceStatistics

extension EstimationBasis {
    /// The same evidence, with what `manifest` says of which files there should be, and `sampling` in place of what either
    /// says of a stream's sampling. `inputs` are the files that were read.
    public func with(
        _ manifest: Manifest?, sampling: [LogStream: Sampling], inputs: [ReplayInput]
    ) -> EstimationBasis {
        guard let manifest else {
            var completeness = completeness
            for (stream, sampling) in sampling { completeness[stream].sampling = sampling }
            return with(completeness)
        }
        let files = inputs.map { LogFile(stream: $0.stream, path: [0], name: $0.name, size: $0.size) }
        let check = ManifestCheck(manifest, sampling: sampling, files: files) { number in
            var entry = FileLedger.Entry()
            (entry.lines, entry.rejected) = (inputs[number].lines, inputs[number].rejected)
            (entry.sha256, entry.damage) = (inputs[number].sha256, inputs[number].damage.map { FrameError($0) })
            return entry
        }
        return with(check.completeness)
    }
}
