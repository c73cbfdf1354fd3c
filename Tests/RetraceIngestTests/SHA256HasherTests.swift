import Testing

@testable import RetraceIngest

@Suite struct SHA256HasherTests {
    /// The examples of FIPS 180-4 that NIST publishes.
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
    ])
    func hashesAsTheStandardSays(text: String, hash: String) {
        var text = text
        #expect(text.withUTF8 { SHA256Hasher.hash(UnsafeRawBufferPointer($0)) } == hash)
    }

    @Test func piecesMakeTheSameHashAsTheWhole() {
        let bytes = (0..<10_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }
        let hasher = SHA256Hasher()
        for start in stride(from: 0, to: bytes.count, by: 777) {
            bytes[start..<min(start + 777, bytes.count)].withUnsafeBytes { hasher.update($0) }
        }
        #expect(hasher.finish() == bytes.withUnsafeBytes { SHA256Hasher.hash($0) })
    }

    @Test func startsAnewWhenFinished() {
        let hasher = SHA256Hasher()
        [UInt8(1), 2, 3].withUnsafeBytes { hasher.update($0) }
        _ = hasher.finish()
        #expect(hasher.finish() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    }
}
