import RetraceCore

/// The sets of an ``RetraceCore/ExposureTable``, by number.
struct SourceTable: SourceCells {
    let sets: [[SourceCell]]
    private var masks: [SourceCell: UInt32] = [:]

    init(_ sets: [[SourceCell]]) { self.sets = sets }

    mutating func addMarks(of touched: borrowing TouchedMasks, to marks: inout [CellMark]) {
        if touched.touched.count == 1 {
            let set = touched.touched[0]
            let mask = CountMask(rawValue: touched.mask(of: set))
            for cell in sets[Int(set)] { marks.append(CellMark(cell: cell.rawValue, mask: mask)) }
            return
        }
        for position in touched.touched.indices {
            let set = touched.touched[position]
            let bits = touched.mask(of: set)
            for cell in sets[Int(set)] { masks[cell, default: 0] |= bits }
        }
        for (cell, bits) in masks { marks.append(CellMark(cell: cell.rawValue, mask: CountMask(rawValue: bits))) }
        masks.removeAll(keepingCapacity: true)
    }
}
