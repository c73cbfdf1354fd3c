/// Writes bytes to memory that is known to be large enough, and remembers where it is. No bounds are checked: whoever
/// makes a cursor sees to the room.
struct ByteCursor {
    /// Where the next byte goes.
    private(set) var position: UnsafeMutablePointer<UInt8>

    init(_ start: UnsafeMutablePointer<UInt8>) { position = start }

    @inline(__always)
    mutating func put(_ text: StaticString) {
        put(text.utf8Start, text.utf8CodeUnitCount)
    }

    @inline(__always)
    mutating func put(_ bytes: UnsafePointer<UInt8>, _ count: Int) {
        position.update(from: bytes, count: count)
        position += count
    }

    mutating func put(_ bytes: [UInt8]) {
        bytes.withUnsafeBufferPointer { buffer in
            guard let start = buffer.baseAddress else { return }
            put(start, buffer.count)
        }
    }

    @inline(__always)
    mutating func put(byte: UInt8) {
        position.pointee = byte
        position += 1
    }

    /// A number in decimal, without leading zeros.
    mutating func put(decimal value: UInt64) {
        var digits = 1
        var bound: UInt64 = 10
        while digits < 20, value >= bound {
            digits += 1
            bound = bound.multipliedReportingOverflow(by: 10).partialValue
        }
        put(value, digits: digits)
    }

    /// The last decimal digits of a number, with leading zeros.
    @inline(__always)
    mutating func put(_ value: UInt64, digits: Int) {
        var rest = value
        var place = digits - 1
        while place >= 0 {
            position[place] = UInt8(truncatingIfNeeded: rest % 10) + 0x30
            rest /= 10
            place -= 1
        }
        position += digits
    }

    /// The last 32 bits as eight hex digits.
    @inline(__always)
    mutating func put(hex value: UInt32) {
        for place in 0..<8 {
            let digit = UInt8(truncatingIfNeeded: (value >> UInt32(28 - place * 4)) & 15)
            position[place] = digit < 10 ? digit + 0x30 : digit + 0x57
        }
        position += 8
    }
}
