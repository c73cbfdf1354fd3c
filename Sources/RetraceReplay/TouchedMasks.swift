import RetraceCore

/// Masks by number for one account at a time: constant time to add to, and emptied in the time of what was touched.
struct TouchedMasks: ~Copyable {
    private var masks = ScratchList<UInt32>()
    private(set) var touched = ScratchList<UInt32>()

    /// Adds the bits to the mask of `number`.
    @inline(__always)
    mutating func add(_ bits: UInt32, to number: UInt32) {
        let position = Int(number)
        if position >= masks.count { masks.extend(to: position + 64, with: 0) }
        let known = masks[position]
        if known == 0 { touched.append(number) }
        masks[position] = known | bits
    }

    /// The mask of a number; 0 of one that nothing was added to.
    @inline(__always)
    func mask(of number: UInt32) -> UInt32 { Int(number) < masks.count ? masks[Int(number)] : 0 }

    /// Forgets everything.
    mutating func clear() {
        for position in touched.indices { masks[Int(touched[position])] = 0 }
        touched.clear()
    }
}
