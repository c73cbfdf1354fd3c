import RetraceCore

/// Masks by number for one account at a time: constant time to add to, and emptied in the time of what was touched.
struct TouchedMasks {
    private var masks: [UInt32] = []
    private(set) var touched: [UInt32] = []

    /// Adds the bits to the mask of `number`.
    @inline(__always)
    mutating func add(_ bits: UInt32, to number: UInt32) {
        let position = Int(number)
        if position >= masks.count { masks += [UInt32](repeating: 0, count: position + 64 - masks.count) }
        if masks[position] == 0 { touched.append(number) }
        masks[position] |= bits
    }

    /// The mask of a number; 0 of one that nothing was added to.
    @inline(__always)
    func mask(of number: UInt32) -> UInt32 { Int(number) < masks.count ? masks[Int(number)] : 0 }

    /// Forgets everything.
    mutating func clear() {
        for number in touched { masks[Int(number)] = 0 }
        touched.clear()
    }
}
