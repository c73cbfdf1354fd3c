extension Array {
    /// Removes all elements and keeps the memory. Nearly free when there are none, as is usual for one account; the standard
    /// library does as much work for none as for some.
    @inline(__always)
    mutating func clear() {
        if !isEmpty { removeAll(keepingCapacity: true) }
    }
}
