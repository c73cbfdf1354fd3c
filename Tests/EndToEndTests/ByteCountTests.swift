import Testing

@testable import retrace

/// Amounts of memory as people write them.
@Suite struct ByteCountTests {
    @Test(
        arguments: [
            ("67108864", 67_108_864), ("64MiB", 64 << 20), ("64mib", 64 << 20), ("4GiB", 4 << 30),
            ("500MB", 500_000_000),
            ("2k", 2048),
            ("1TiB", 1 << 40), ("1tb", 1_000_000_000_000),
            ("1.5GiB", 3 << 29), ("0.25k", 256), ("2.000001MB", 2_000_001), ("0.1KiB", 102), ("0", 0),
            ("12b", 12), ("3G", 3 << 30),
        ] as [(String, Int)])
    func amounts(text: String, bytes: Int) { #expect(ByteCount(argument: text)?.bytes == bytes) }

    @Test(arguments: [
        "", "MiB", "-1", "+1", "1.5", "1.5b", ".5GiB", "1.GiB", "1..5GiB", "1.5.5GiB", "1.-5GiB", "1.0000001GiB",
        "8388608.5TiB", "1 GiB", "GiB1", "9223372036854775808", "9000000TiB", "\u{FF11}MiB", "0x10",
    ])
    func othersAreNone(text: String) { #expect(ByteCount(argument: text) == nil) }
}
