/// A row in SQLite's record format ("Database File Format", section 2.1): the types of its columns, then their values.
/// Reused from row to row; not thread-safe.
struct RowBuffer: ~Copyable {
    /// At most this many columns: with the lengths of a few long texts, the types stay below 128 bytes.
    static let columnsMax = 64

    private let types: UnsafeMutableRawPointer
    /// Bytes of types, the one that tells their number included.
    private var typeBytes = 1
    private var values: UnsafeMutableRawPointer
    private var valueBytes = 0
    private var capacity = 4096

    init() {
        types = .allocate(byteCount: 256, alignment: 8)
        values = .allocate(byteCount: capacity, alignment: 8)
    }

    deinit {
        types.deallocate()
        values.deallocate()
    }

    /// Begins the next row.
    @inline(__always)
    mutating func clear() {
        typeBytes = 1
        valueBytes = 0
    }

    /// Bytes of the row so far.
    var count: Int { typeBytes + valueBytes }

    /// A column that is NULL.
    @inline(__always)
    mutating func addNull() { addType(0) }

    /// A column with a number.
    @inline(__always)
    mutating func add(_ value: Int64) {
        let magnitude = value < 0 ? ~value : value
        if magnitude <= 1 && value >= 0 { return addType(8 + UInt8(truncatingIfNeeded: value)) }
        if magnitude <= 0x7F { return add(value, type: 1, bytes: 1) }
        if magnitude <= 0x7FFF { return add(value, type: 2, bytes: 2) }
        if magnitude <= 0x7F_FFFF { return add(value, type: 3, bytes: 3) }
        if magnitude <= 0x7FFF_FFFF { return add(value, type: 4, bytes: 4) }
        if magnitude <= 0x7FFF_FFFF_FFFF { return add(value, type: 5, bytes: 6) }
        add(value, type: 6, bytes: 8)
    }

    /// A column with UTF-8 text.
    mutating func addText(_ text: UnsafeRawBufferPointer) { add(text, type: 13 + 2 * text.count) }

    /// A column with bytes.
    @inline(__always)
    mutating func addBytes(_ bytes: UnsafeRawBufferPointer) { add(bytes, type: 12 + 2 * bytes.count) }

    @inline(__always)
    private mutating func addType(_ type: UInt8) {
        types.storeBytes(of: type, toByteOffset: typeBytes, as: UInt8.self)
        typeBytes += 1
    }

    /// There is always room for eight bytes more than a row's numbers can take.
    @inline(__always)
    private mutating func add(_ value: Int64, type: UInt8, bytes: Int) {
        addType(type)
        let shifted = value << Int64(64 - 8 * bytes)
        values.storeBytes(of: shifted.bigEndian, toByteOffset: valueBytes, as: Int64.self)
        valueBytes += bytes
    }

    private mutating func add(_ bytes: UnsafeRawBufferPointer, type: Int) {
        typeBytes = PageFormat.writeVarint(type, to: types + typeBytes) - types
        if valueBytes + bytes.count + 8 * (RowBuffer.columnsMax + 1) > capacity { grow(bytes.count) }
        if let base = bytes.baseAddress { (values + valueBytes).copyMemory(from: base, byteCount: bytes.count) }
        valueBytes += bytes.count
    }

    private mutating func grow(_ count: Int) {
        capacity = 2 * (capacity + count)
        let larger = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 8)
        larger.copyMemory(from: values, byteCount: valueBytes)
        values.deallocate()
        values = larger
    }

    /// Copies the whole row.
    @inline(__always)
    func copy(to place: UnsafeMutableRawPointer) {
        types.storeBytes(of: UInt8(truncatingIfNeeded: typeBytes), as: UInt8.self)
        place.copyMemory(from: types, byteCount: typeBytes)
        (place + typeBytes).copyMemory(from: values, byteCount: valueBytes)
    }
}
