/// Names that nobody else will think of.
enum TemporaryName {
    /// A path in `folder` at which nothing should be.
    static func make(in folder: String) -> [CChar] {
        let digits = String(UInt64.random(in: .min ... .max), radix: 36)
        return Array("\(folder)/retrace-\(digits)".utf8CString)
    }
}
