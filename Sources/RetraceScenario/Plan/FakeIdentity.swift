/// Ids and hashes that look real and cost next to nothing.
///
/// Account and person ids are bijections of their index, so they never collide. Hashes stand where a SHA-256 of an e-mail
/// address or phone number would: 32 bytes mixed from (seed, account, number of the contact) by SplitMix64's finaliser,
/// because nobody can tell them from real ones and a real SHA-256 would take most of the time of a run.
struct FakeIdentity: Sendable {
    let seed: UInt64

    /// How many accounts there can be.
    static let accountsMax: UInt64 = 1_000_000_000_000
    /// Digits of the longest id.
    static let idLengthMax = 20

    private static let mask: UInt64 = (1 << 56) - 1

    /// The id of an account: 18 digits, or, where `large`, 19 digits and above 2^63.
    func account(_ index: UInt64, large: Bool) -> UInt64 {
        (large ? 9_300_000_000_000_000_000 : 100_000_000_000_000_000) + scrambled(index, 0xACC0)
    }

    /// The id of a person: 18 digits.
    func person(_ index: UInt64) -> UInt64 { 500_000_000_000_000_000 + scrambled(index, 0x9E45) }

    /// Every step is a bijection of 56 bits.
    private func scrambled(_ index: UInt64, _ salt: UInt64) -> UInt64 {
        var value = (index ^ Dice.mix(seed, salt)) & Self.mask
        value = (value &* 0x9E37_79B9_7F4A_7C15) & Self.mask
        value ^= value >> 29
        value = (value &* 0xBF58_476D_1CE4_E5B9) & Self.mask
        return value ^ (value >> 27)
    }

    /// A quarter of the hash of an account's contact; `part` is 0 to 3.
    @inline(__always)
    func hashPart(_ account: UInt64, contact: Int, part: Int) -> UInt64 {
        Dice.mix(account ^ seed, UInt64(truncatingIfNeeded: contact * 4 + part + 1))
    }
}
