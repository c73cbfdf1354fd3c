/// How a file is packed and named.
struct FileStyle {
    /// What its bytes are.
    enum Container: CaseIterable { case zstd, zstdFrames, gzip, plain }

    let container: Container
    /// The name behind `part-NNNNN`.
    let suffix: String
    /// A folder between the day's and the file, or nothing.
    let folder: String
    let hasByteOrderMark: Bool
    let endsWithoutLineFeed: Bool

    private static let suffixes = [
        ".jsonl.zst", ".jsonl.gz", ".jsonl", ".json", ".log", ".zst", ".gz", ".txt", ".csv", "",
    ]

    /// One Zstandard frame with the name that says so.
    static let tidy = FileStyle(
        container: .zstd, suffix: ".jsonl.zst", folder: "", hasByteOrderMark: false, endsWithoutLineFeed: false)

    /// Anything that a log root may hold, under a name that may lie.
    static func untidy(_ dice: inout Dice) -> FileStyle {
        FileStyle(
            container: dice.pick(Container.allCases), suffix: dice.pick(suffixes),
            folder: dice.chance(300) ? "hour=\(10 + dice.below(14))/" : "",
            hasByteOrderMark: dice.chance(250), endsWithoutLineFeed: dice.chance(400))
    }

    private init(
        container: Container, suffix: String, folder: String, hasByteOrderMark: Bool, endsWithoutLineFeed: Bool
    ) {
        self.container = container
        self.suffix = suffix
        self.folder = folder
        self.hasByteOrderMark = hasByteOrderMark
        self.endsWithoutLineFeed = endsWithoutLineFeed
    }

    /// What packs a file of this style.
    func encoder(seed: UInt64, expectedBytes: Double) throws -> any FileEncoder {
        switch container {
        case .zstd: try ZstdEncoder(expectedBytes: expectedBytes)
        case .zstdFrames: try ZstdFramesEncoder(seed: seed)
        case .gzip: GzipEncoder(seed: seed)
        case .plain: PlainEncoder()
        }
    }
}
