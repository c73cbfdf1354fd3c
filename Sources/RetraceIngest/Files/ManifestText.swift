import RetraceCore

/// Writes manifests as YAML that ``ManifestReader`` reads back the same. Same manifest, same bytes.
public enum ManifestText {
    /// The text, streams in the order of ``RetraceCore/LogStream``, files in the order given.
    public static func text(_ manifest: Manifest) -> String {
        var lines = ["streams:"]
        for stream in LogStream.allCases {
            guard let content = manifest.streams[stream] else { continue }
            lines.append("  \(stream.name):")
            if let sampling = content.sampling { lines.append("    sampling: \(text(sampling))") }
            guard let files = content.files else { continue }
            lines.append("    files:\(files.isEmpty ? " []" : "")")
            lines += files.map { "      - {\(fields($0).joined(separator: ", "))}" }
        }
        if lines.count == 1 { lines[0] += " {}" }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func fields(_ file: ManifestFile) -> [String] {
        ["path: \(scalar(file.path))"] + (file.lines.map { ["lines: \($0)"] } ?? [])
            + (file.bytes.map { ["bytes: \($0)"] } ?? []) + (file.sha256.map { ["sha256: \($0)"] } ?? [])
    }

    private static func text(_ sampling: Sampling) -> String {
        switch sampling {
        case .event(let rate): "{by: event, rate: \(rate)}"
        case .account(let rate, let hash):
            "{by: account, rate: \(rate)\(hash.map { ", hash: \(quoted($0))" } ?? "")}"
        }
    }

    /// Plain where nothing in it means anything to YAML, and no part of it could pass for a number.
    private static func scalar(_ text: String) -> String {
        let isPlain = text.utf8.allSatisfy {
            (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
                || [0x2D, 0x2E, 0x2F, 0x3D, 0x5F].contains($0)
        }
        let isWord = text.utf8.first.map { (0x61...0x7A).contains($0) } == true && text.utf8.contains(0x2F)
        return isPlain && isWord ? text : quoted(text)
    }

    /// Between double quotes; all but plain ASCII, and what ``YAMLGuard`` refuses, by its number.
    private static func quoted(_ text: String) -> String {
        let escaped = text.unicodeScalars.map { scalar -> String in
            switch scalar.value {
            case 0x22, 0x26, 0x2A, 0x5B, 0x5C, 0x5D, 0x7B, 0x7D, 0..<0x20, 0x7F...:
                let digits = String(scalar.value, radix: 16)
                return "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
            default: return String(scalar)
            }
        }
        return "\"\(escaped.joined())\""
    }
}
