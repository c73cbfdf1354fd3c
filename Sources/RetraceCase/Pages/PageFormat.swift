/// What SQLite's documentation "Database File Format" fixes about pages, as far as a case needs it: pages without reserved
/// bytes, of one size.
enum PageFormat {
    /// Bytes of a page. Small enough that a case of few accounts is a small file.
    static let pageBytes = 8192

    /// Bytes 2^30 and on are where SQLite puts its locks: the page that holds them is not used (section 1.2).
    static let lockPage = UInt32((1 << 30) / pageBytes + 1)

    /// Bytes of a number as `varint` (section 1.6), which must not be negative and is below 2^56.
    @inline(__always)
    static func varintBytes(_ value: Int) -> Int {
        value < 1 << 7 ? 1 : (70 - (UInt64(value) | 1).leadingZeroBitCount) / 7
    }

    /// Writes a `varint` and returns where it ends.
    @inline(__always)
    static func writeVarint(_ value: Int, to place: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer {
        if value < 1 << 7 {
            place.storeBytes(of: UInt8(truncatingIfNeeded: value), as: UInt8.self)
            return place + 1
        }
        let count = varintBytes(value)
        for position in 0..<count {
            let bits = UInt8(truncatingIfNeeded: value >> (7 * (count - 1 - position))) & 0x7F
            place.storeBytes(of: position == count - 1 ? bits : bits | 0x80, toByteOffset: position, as: UInt8.self)
        }
        return place + count
    }

    /// The bytes of the `varint` at a place.
    static func varint(at place: UnsafeRawPointer) -> UnsafeRawBufferPointer {
        var count = 1
        while count < 8 && place.load(fromByteOffset: count - 1, as: UInt8.self) & 0x80 != 0 { count += 1 }
        return UnsafeRawBufferPointer(start: place, count: count)
    }
}

/// The two kinds of b-trees.
enum TreeForm {
    /// Rows by rowid, all of them in leaves.
    case table
    /// Rows of a table without rowids, in the order of its key: those that part pages stand above them and nowhere else.
    case index

    /// The first byte of a leaf.
    var leafMark: UInt8 { self == .table ? 0x0D : 0x0A }
    /// The first byte of a page above.
    var interiorMark: UInt8 { self == .table ? 0x05 : 0x02 }

    /// The most bytes of a row that a leaf holds; what is more goes to pages of its own (section 1.6).
    var localBytesMax: Int {
        self == .table ? PageFormat.pageBytes - 35 : (PageFormat.pageBytes - 12) * 64 / 255 - 23
    }

    /// How many bytes of a longer row its leaf holds.
    func localBytes(of count: Int) -> Int {
        let least = (PageFormat.pageBytes - 12) * 32 / 255 - 23
        let wanted = least + (count - least) % (PageFormat.pageBytes - 4)
        return wanted <= localBytesMax ? wanted : least
    }
}
