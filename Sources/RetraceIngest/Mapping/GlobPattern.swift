/// A pattern of paths below a log root: `*` for any run of bytes within a name, `?` for one byte, `**` for any folders.
struct GlobPattern: Sendable {
    private let parts: [[UInt8]]

    /// A pattern such as `matches/**/*.csv.gz`.
    init(_ text: String) {
        parts = text.utf8.split(separator: UInt8(ascii: "/")).map(Array.init)
    }

    /// Whether it covers a path, given by its names.
    func covers(_ names: [[UInt8]]) -> Bool { GlobPattern.covers(parts[...], names[...]) }

    private static func covers(_ parts: ArraySlice<[UInt8]>, _ names: ArraySlice<[UInt8]>) -> Bool {
        guard let part = parts.first else { return names.isEmpty }
        if part == Array("**".utf8) {
            return (names.startIndex...names.endIndex).contains { covers(parts.dropFirst(), names[$0...]) }
        }
        guard let name = names.first, matches(part, name) else { return false }
        return covers(parts.dropFirst(), names.dropFirst())
    }

    /// Linear but for the last star, which is tried at each place.
    private static func matches(_ pattern: [UInt8], _ name: [UInt8]) -> Bool {
        var (position, star, retry) = (0, -1, 0)
        var index = 0
        while index < name.count {
            if position < pattern.count, pattern[position] == UInt8(ascii: "*") {
                (star, retry) = (position, index)
                position += 1
            } else if position < pattern.count,
                pattern[position] == UInt8(ascii: "?") || pattern[position] == name[index]
            {
                position += 1
                index += 1
            } else if star >= 0 {
                retry += 1
                (position, index) = (star + 1, retry)
            } else {
                return false
            }
        }
        return pattern[position...].allSatisfy { $0 == UInt8(ascii: "*") }
    }
}
