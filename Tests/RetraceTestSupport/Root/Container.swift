/// How the bytes of a file are stored.
public enum Container: CaseIterable, Sendable {
    /// As they are.
    case plain
    /// One gzip member.
    case gzip
    /// Several gzip members, cut anywhere.
    case gzipMembers
    /// One Zstandard frame.
    case zstandard
    /// Several Zstandard frames, cut anywhere, with skippable frames around them.
    case zstandardFrames

    static func any(using random: inout SplitMix64) -> Container {
        random.pick(allCases)
    }

    /// What is stored for `bytes`. Throws ``CompressionFailure`` when a library refuses.
    public func wrap(_ bytes: [UInt8], using random: inout SplitMix64) throws -> [UInt8] {
        switch self {
        case .plain: bytes
        case .gzip: try Gzip.member(bytes, using: &random)
        case .gzipMembers: try Container.pieces(bytes, using: &random).flatMap { try Gzip.member($0, using: &random) }
        case .zstandard: try Zstandard.frame(bytes, using: &random)
        case .zstandardFrames: try frames(bytes, using: &random)
        }
    }

    private func frames(_ bytes: [UInt8], using random: inout SplitMix64) throws -> [UInt8] {
        try Container.pieces(bytes, using: &random).flatMap { piece in
            let before = random.chance(30) ? Zstandard.skippableFrame(using: &random) : []
            let after = random.chance(30) ? Zstandard.skippableFrame(using: &random) : []
            return before + (try Zstandard.frame(piece, using: &random)) + after
        }
    }

    /// `bytes` cut in one to five pieces, some of them empty.
    private static func pieces(_ bytes: [UInt8], using random: inout SplitMix64) -> [[UInt8]] {
        let cuts = (0..<random.number(0...4)).map { _ in random.number(0...bytes.count) }.sorted()
        return zip([0] + cuts, cuts + [bytes.count]).map { Array(bytes[$0..<$1]) }
    }
}
