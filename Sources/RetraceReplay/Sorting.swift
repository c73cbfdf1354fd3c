/// Sorts a part of an array in place: by insertion when it is short, as most accounts' events are few, else by the
/// standard library in O(n log n).
@inline(__always)
func sortRange<Element>(
    _ array: inout [Element], _ range: Range<Int>, by precedes: (Element, Element) -> Bool
) {
    guard range.count > 1 else { return }
    if range.count > 24 { return array[range].sort(by: precedes) }
    array.withUnsafeMutableBufferPointer { buffer in
        for position in range.dropFirst() {
            let element = buffer[position]
            var hole = position
            while hole > range.lowerBound && precedes(element, buffer[hole - 1]) {
                buffer[hole] = buffer[hole - 1]
                hole -= 1
            }
            buffer[hole] = element
        }
    }
}
