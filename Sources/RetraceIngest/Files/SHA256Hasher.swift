import CCrypto

/// SHA-256 (FIPS 180-4) of bytes given piece by piece, by the system's libcrypto, which uses the processor's own
/// instructions where it has them. Used by one thread at a time.
public final class SHA256Hasher {
    private let context: OpaquePointer

    /// A hasher that was given nothing. Runs out of memory by ending the program, as Swift's own allocations do.
    public init() {
        guard let context = EVP_MD_CTX_new() else { fatalError("out of memory") }
        self.context = context
        start()
    }

    deinit { EVP_MD_CTX_free(context) }

    /// Adds bytes after those given so far.
    public func update(_ bytes: UnsafeRawBufferPointer) {
        let status = EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
        precondition(status == 1, "libcrypto could not hash")
    }

    /// The hash of all that was given, as 64 lower-case hexadecimal digits. The hasher starts anew.
    public func finish() -> String {
        var digest = [UInt8](repeating: 0, count: SHA256Hasher.byteCount)
        let status = EVP_DigestFinal_ex(context, &digest, nil)
        precondition(status == 1, "libcrypto could not hash")
        start()
        return SHA256Hasher.hexadecimal(digest)
    }

    /// The hash of bytes that are all there, as 64 lower-case hexadecimal digits.
    public static func hash(_ bytes: UnsafeRawBufferPointer) -> String {
        let hasher = SHA256Hasher()
        hasher.update(bytes)
        return hasher.finish()
    }

    private static let byteCount = 32

    private func start() {
        // Fails only where a provider forbids the algorithm, and none forbids this one.
        let status = EVP_DigestInit_ex(context, EVP_sha256(), nil)
        precondition(status == 1, "libcrypto has no SHA-256")
    }

    private static func hexadecimal(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        let text = bytes.flatMap { [digits[Int($0) / 16], digits[Int($0) % 16]] }
        return String(decoding: text, as: UTF8.self)
    }
}
