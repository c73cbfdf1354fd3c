/// A member of a JSON object, its value as it stands in the text.
struct JSONMember: Hashable {
    /// The key, escapes resolved.
    var key: [UInt8]
    /// The value's JSON text.
    var value: [UInt8]

    init(key: [UInt8], value: [UInt8]) {
        self.key = key
        self.value = value
    }

    init(_ key: String, _ value: String) {
        self.init(key: Array(key.utf8), value: Array(value.utf8))
    }

    init(_ key: [UInt8], _ value: String) {
        self.init(key: key, value: Array(value.utf8))
    }
}
