import RetraceWriters

/// One line that says how far a run has come.
struct ProgressLine {
    /// What the run is doing.
    var stage: String
    /// Bytes read of all files.
    var bytesRead: UInt64
    /// Bytes of all files; 0 where that isn't known.
    var bytesTotal: UInt64
    /// Bytes a second of late.
    var rate: Double

    /// The line in at most `width` columns: from its end, parts that don't fit are left out.
    func text(width: Int) -> String {
        var text = ""
        for part in parts where text.isEmpty || text.count + 3 + part.count <= width {
            text += (text.isEmpty ? "" : " · ") + part
        }
        return String(text.prefix(width))
    }

    /// What can be told where nobody knows the total.
    private var speed: [String] {
        rate > 0 ? ["\(Figures.bytes(bytesRead))", "\(Figures.bytes(UInt64(min(rate, 1e18))))/s"] : []
    }

    private var parts: [String] {
        guard bytesTotal > 0 else { return [stage] + speed }
        let read = min(bytesRead, bytesTotal)
        var parts = ["\(read * 100 / bytesTotal)% \(stage)", "\(Figures.bytes(read)) of \(Figures.bytes(bytesTotal))"]
        if rate > 0 && read < bytesTotal {
            parts.append("\(Figures.bytes(UInt64(min(rate, 1e18))))/s")
            parts.append("\(Figures.duration(seconds: Double(bytesTotal - read) / rate)) left")
        }
        return parts
    }
}
