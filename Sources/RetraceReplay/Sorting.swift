/// Sorts a part of an array in place: by insertion when it is short, as most accounts' events are few, else by the
/// standard library in O(n log n).
@inline(__always)
func sortRange<Element>(
    _ array: inout [Element], _ range: Range<Int>, by precedes: (Element, Element) -> Bool
) {
    guard range.count > 1 else { return }
    array.withUnsafeMutableBufferPointer { sort(UnsafeMutableBufferPointer(rebasing: $0[range]), by: precedes) }
}

/// Likewise all of some memory.
@inline(__always)
func sort<Element>(_ buffer: UnsafeMutableBufferPointer<Element>, by precedes: (Element, Element) -> Bool) {
    guard buffer.count > 1 else { return }
    if buffer.count > 24 {
        var buffer = buffer
        return buffer.sort(by: precedes)
    }
    for position in 1..<buffer.count {
        let element = buffer[position]
        var hole = position
        while hole > 0 && precedes(element, buffer[hole - 1]) {
            buffer[hole] = buffer[hole - 1]
            hole -= 1
        }
        buffer[hole] = element
    }
}
