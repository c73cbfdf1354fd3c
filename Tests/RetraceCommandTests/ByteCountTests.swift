import Testing

@testable import retrace

@Suite struct ByteCountTests {
    @Test(
        arguments: [
            ("0", 0), ("1", 1), ("1048576", 1 << 20), ("12b", 12), ("64MiB", 64 << 20), ("4GiB", 4 << 30),
            ("1TiB", 1 << 40),
            ("4KiB", 4096), ("500MB", 500_000_000), ("500mb", 500_000_000), ("2GB", 2_000_000_000), ("3kB", 3000),
            ("1TB", 1_000_000_000_000), ("4G", 4 << 30), ("512m", 512 << 20), ("1.5GiB", 3 << 29), ("0.5MB", 500_000),
            ("4 GiB", 4 << 30), ("4gib", 4 << 30), ("8388607TiB", 8_388_607 << 40),
        ] as [(String, Int)])
    func whatIsASize(text: String, bytes: Int) {
        #expect(ByteCount(argument: text)?.bytes == bytes)
    }

    @Test(arguments: [
        "", "GiB", "-1", "+1", "4X", "4GiBs", "4 Gi B", "4iB", "1e9", "1.2.3GiB", ".5GiB", "5.GiB", "4,5GiB", "nan",
        "inf",
        "8388608TiB", "9223372036854775808", "99999999999999999999GiB", "99999999999.5TiB", "0x10", "４GiB", " 4GiB",
        "4PiB",
    ])
    func whatIsNone(text: String) {
        #expect(ByteCount(argument: text) == nil)
    }

    @Test(
        arguments: [
            (64 << 20, "64MiB"), (3 << 29, "1536MiB"), (1 << 40, "1TiB"), (1000, "1000 bytes"), (0, "0 bytes"),
        ] as [(Int, String)])
    func whatItIsCalled(bytes: Int, text: String) {
        #expect(ByteCount(bytes: bytes).description == text)
    }
}
