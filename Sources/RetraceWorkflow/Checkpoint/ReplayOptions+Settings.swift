import RetraceCore
import RetraceIngest

extension ReplayOptions {
    /// What decides, beside cutoff, policy and files, what a line means or which lines there are: equal for runs that may go
    /// on from each other's checkpoints.
    var settings: String {
        var encoder = MessageEncoder()
        encoder.string(mapping?.digest ?? "")
        for stream in LogStream.allCases {
            encode(manifest?.streams[stream], into: &encoder)
            encode(sampling[stream], into: &encoder)
        }
        let digest = encoder.message.withUnsafeBytes { TextHash.of($0) }
        return "windows \(windowLog), clocks \(clockSkewMilliseconds), unpacking to \(expansion.bytes) bytes or "
            + "\(expansion.ratio) times, mapping, manifest and sampling \(String(digest, radix: 16))"
    }

    private func encode(_ stream: ManifestStream?, into encoder: inout MessageEncoder) {
        encode(stream?.sampling, into: &encoder)
        for file in stream?.files ?? [] {
            for text in [file.path, "\(file.lines ?? .max)", "\(file.bytes ?? .max)", file.sha256 ?? ""] {
                encoder.string(text)
            }
        }
        encoder.string(stream?.files == nil ? "none" : "")
    }

    private func encode(_ sampling: Sampling?, into encoder: inout MessageEncoder) {
        encoder.string(sampling.map { "\($0)" } ?? "")
    }
}
