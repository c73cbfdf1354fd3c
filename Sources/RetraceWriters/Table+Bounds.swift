import RetraceStatistics

extension Table.Column {
    /// A column of lower and upper values: `12 – 34`, or one number where the two are equal.
    init(heading: String, bounds: [Bounds], isOptional: Bool = false) {
        let open = bounds.filter { $0.lower != $0.upper }
        let width = open.map { Figures.count($0.upper).count }.max() ?? 0
        let cells = bounds.map { bounds in
            let upper = Figures.count(bounds.upper)
            guard bounds.lower != bounds.upper else { return upper }
            let padding = String(repeating: " ", count: max(0, width - upper.count))
            return "\(Figures.count(bounds.lower)) – \(padding)\(upper)"
        }
        self.init(heading: heading, cells: cells, isOptional: isOptional)
    }
}
