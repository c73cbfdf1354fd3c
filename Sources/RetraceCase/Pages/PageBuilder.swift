import RetraceCore

/// A page of a b-tree that is being filled: its cells lie from its end downwards, and where each begins stands behind its
/// head ("Database File Format", section 1.6). Used by one thread at a time.
struct PageBuilder {
    /// The memory that it lies in, and where.
    let block: PageBlock
    let position: Int
    private let mark: UInt8
    private let bytes: UnsafeMutableRawPointer
    /// How many cells it has.
    private(set) var count = 0
    /// Where the last cell begins.
    private var start = PageFormat.pageBytes

    /// An empty page; `mark` is its first byte.
    init(_ block: PageBlock, _ position: Int, mark: UInt8) {
        self.block = block
        self.position = position
        self.mark = mark
        bytes = block.page(position)
    }

    /// Only pages above leaves have a rightmost child in their heads.
    private var headBytes: Int { mark & 0x08 == 0 ? 12 : 8 }

    /// Room for the next cell, to be filled at once; nil when there is not as much left.
    @inline(__always)
    mutating func reserve(_ size: Int) -> UnsafeMutableRawPointer? {
        let place = headBytes + 2 * count
        guard start - size >= place + 2 else { return nil }
        start -= size
        bytes.storeBytes(of: UInt16(start).bigEndian, toByteOffset: place, as: UInt16.self)
        count += 1
        return bytes + start
    }

    private func offset(_ cell: Int) -> Int {
        Int(UInt16(bigEndian: bytes.load(fromByteOffset: headBytes + 2 * cell, as: UInt16.self)))
    }

    /// A cell's bytes.
    func cell(_ number: Int) -> UnsafeRawBufferPointer {
        let end = number == 0 ? PageFormat.pageBytes : offset(number - 1)
        return UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(start: bytes, count: end)[offset(number)...])
    }

    /// Takes the last cell out, and returns its bytes.
    mutating func removeLast() -> [UInt8] {
        let cell = cell(count - 1)
        let copy = Array(cell)
        start += copy.count
        count -= 1
        return copy
    }

    /// Writes its cells for ``init(from:mark:)``.
    func encode(into encoder: inout MessageEncoder) {
        encoder.number(UInt64(count))
        for number in 0..<count { encoder.bytes(cell(number)) }
    }

    /// The page that ``encode(into:)`` wrote, in memory of its own. Throws ``RetraceCore/MalformedMessage``.
    init(from decoder: inout MessageDecoder, mark: UInt8) throws {
        self.init(PageBlock(pages: 1), 0, mark: mark)
        for _ in 0..<(try decoder.count(bytesEach: 1)) {
            let cell = try decoder.bytes()
            guard let base = cell.baseAddress, let place = reserve(cell.count) else { throw MalformedMessage() }
            place.copyMemory(from: base, byteCount: cell.count)
        }
    }

    /// Completes the page, with zeros where it has no cells; `right` is the child on the right of all its cells, of a page
    /// that has children.
    func seal(right: UInt32 = 0) {
        let end = headBytes + 2 * count
        (bytes + end).initializeMemory(as: UInt8.self, repeating: 0, count: start - end)
        bytes.initializeMemory(as: UInt8.self, repeating: 0, count: headBytes)
        bytes.storeBytes(of: mark, as: UInt8.self)
        bytes.storeBytes(of: UInt16(count).bigEndian, toByteOffset: 3, as: UInt16.self)
        bytes.storeBytes(of: UInt16(start).bigEndian, toByteOffset: 5, as: UInt16.self)
        if headBytes == 12 { bytes.storeBytes(of: right.bigEndian, toByteOffset: 8, as: UInt32.self) }
    }
}
