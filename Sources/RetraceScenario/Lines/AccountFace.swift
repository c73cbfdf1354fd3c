/// How the account at hand appears in lines: its id and hashes as text, made once per account.
final class AccountFace {
    /// The id.
    private(set) var id: UInt64 = 0
    /// The id in decimal.
    let digits = UnsafeMutablePointer<UInt8>.allocate(capacity: FakeIdentity.idLengthMax)
    private(set) var digitCount = 0

    private static let hashLength = 64
    private let hashes = UnsafeMutablePointer<UInt8>.allocate(capacity: Contact.countMax * hashLength)
    private var made: UInt32 = 0
    private var index: UInt64 = 0
    private let identity: FakeIdentity
    private let hexPairs: UnsafeMutablePointer<UInt16>

    init(identity: FakeIdentity) {
        self.identity = identity
        hexPairs = .allocate(capacity: 256)
        let alphabet = Array("0123456789abcdef".utf8).map(UInt16.init)
        for byte in 0..<256 { hexPairs[byte] = (alphabet[byte >> 4] | alphabet[byte & 15] << 8).littleEndian }
    }

    deinit {
        digits.deallocate()
        hashes.deallocate()
        hexPairs.deallocate()
    }

    /// Turns to an account.
    func become(_ index: UInt64, large: Bool) {
        self.index = index
        id = identity.account(index, large: large)
        var cursor = ByteCursor(digits)
        cursor.put(decimal: id)
        digitCount = cursor.position - digits
        made = 0
    }

    /// The 64 hex digits of a contact's hash; valid until the next account.
    @inline(__always)
    func hash(_ contact: Int) -> UnsafePointer<UInt8> {
        let text = hashes + contact * Self.hashLength
        if made & (1 << UInt32(contact)) == 0 { makeHash(contact, text) }
        return UnsafePointer(text)
    }

    private func makeHash(_ contact: Int, _ text: UnsafeMutablePointer<UInt8>) {
        made |= 1 << UInt32(contact)
        let pairs = UnsafeMutableRawPointer(text)
        for part in 0..<4 {
            var bits = identity.hashPart(index, contact: contact, part: part)
            for byte in 0..<8 {
                pairs.storeBytes(of: hexPairs[Int(bits & 0xFF)], toByteOffset: part * 16 + byte * 2, as: UInt16.self)
                bits >>= 8
            }
        }
    }
}
