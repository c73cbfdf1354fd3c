import RetraceCore

extension FileLedger.Entry {
    /// Writes all of it.
    public func encode(into encoder: inout MessageEncoder) {
        encoder.number(lines)
        encoder.number(rejected)
        encoder.number(bytes)
        encoder.range(instants)
        encoder.number(damage == nil ? 0 : 1)
        if let damage { encoder.string(damage.reason) }
        encoder.string(sha256 ?? "")
        encoder.number(UInt64(blockLines.count))
        for count in blockLines { encoder.number(UInt64(count)) }
        encoder.number(UInt64(samples.count))
        for sample in samples {
            encoder.number(UInt64(sample.block))
            encoder.number(UInt64(sample.line))
            encoder.number(UInt64(sample.reason.rawValue))
            encoder.number(UInt64(sample.field))
        }
    }

    /// Reads what ``encode(into:)`` writes. Throws ``RetraceCore/MalformedMessage``.
    public init(from decoder: inout MessageDecoder) throws {
        self.init()
        lines = try decoder.number()
        rejected = try decoder.number()
        bytes = try decoder.number()
        instants = try decoder.range()
        if try decoder.number() != 0 { damage = FrameError(try decoder.string()) }
        let hash = try decoder.string()
        sha256 = hash.isEmpty ? nil : hash
        for _ in 0..<(try decoder.count(bytesEach: 1)) { blockLines.append(try decoder.integer()) }
        for _ in 0..<(try decoder.count(bytesEach: 4)) {
            let block = try decoder.integer(Int.self)
            let line = try decoder.integer(UInt32.self)
            guard let reason = Rejection.Reason(rawValue: try decoder.integer()), block < blockLines.count else {
                throw MalformedMessage()
            }
            samples.append(
                FileLedger.Sample(block: block, line: line, reason: reason, field: try decoder.integer()))
        }
    }
}
