/// A list of plain values for hot loops that is emptied and filled again and again: an array whose memory has one owner, so
/// that no reference is counted when an element changes. Positions are checked. Not thread-safe.
public struct ScratchList<Element: BitwiseCopyable>: ~Copyable {
    @usableFromInline var base: UnsafeMutablePointer<Element>
    @usableFromInline var capacity: Int
    @usableFromInline var used = 0

    /// An empty list.
    @inlinable
    public init() {
        capacity = 16
        base = .allocate(capacity: 16)
    }

    @inlinable
    deinit { base.deallocate() }

    /// How many elements there are.
    @inlinable public var count: Int { used }

    /// Whether there are none.
    @inlinable public var isEmpty: Bool { count == 0 }

    /// All positions.
    @inlinable public var indices: Range<Int> { 0..<count }

    /// The element at a position. Traps where there is none.
    @inlinable
    public subscript(position: Int) -> Element {
        @inline(__always) get {
            precondition(UInt(bitPattern: position) < UInt(bitPattern: count), "no such position")
            return base[position]
        }
        @inline(__always) _modify {
            precondition(UInt(bitPattern: position) < UInt(bitPattern: count), "no such position")
            yield &base[position]
        }
    }

    /// Adds an element at the end. Constant time on average.
    @inlinable
    @inline(__always)
    public mutating func append(_ element: Element) {
        if count == capacity { grow(to: capacity &* 2) }
        (base + count).initialize(to: element)
        used &+= 1
    }

    /// Makes it `count` elements long at least, with `element` in the places that are new.
    @inlinable
    public mutating func extend(to count: Int, with element: Element) {
        guard count > self.count else { return }
        if count > capacity { grow(to: max(count, capacity &* 2)) }
        (base + self.count).initialize(repeating: element, count: count - self.count)
        used = count
    }

    /// Takes an element out; those after it move up. Linear.
    @inlinable
    public mutating func remove(at position: Int) {
        precondition(UInt(bitPattern: position) < UInt(bitPattern: count), "no such position")
        (base + position).update(from: base + position + 1, count: count - position - 1)
        used &-= 1
    }

    /// Takes the last element out, if there is one.
    @inlinable
    public mutating func popLast() -> Element? {
        guard count > 0 else { return nil }
        used &-= 1
        return base[count]
    }

    /// Removes all elements and keeps the memory. Constant time.
    @inlinable
    @inline(__always)
    public mutating func clear() { used = 0 }

    /// Calls `body` with the elements in place.
    @inlinable
    @inline(__always)
    public mutating func withElements<Result>(
        _ body: (UnsafeMutableBufferPointer<Element>) throws -> Result
    ) rethrows -> Result {
        try body(UnsafeMutableBufferPointer(start: base, count: count))
    }

    @inlinable
    @inline(never)
    mutating func grow(to capacity: Int) {
        let larger = UnsafeMutablePointer<Element>.allocate(capacity: capacity)
        larger.moveInitialize(from: base, count: count)
        base.deallocate()
        base = larger
        self.capacity = capacity
    }
}
