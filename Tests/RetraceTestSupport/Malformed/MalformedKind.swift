/// What is wrong with a line that must be rejected.
public enum MalformedKind: String, CaseIterable, Sendable {
    /// A field of the stream has a JSON type that it may not have.
    case wrongType
    /// A required field is left out.
    case missingField
    /// A required field is `null`.
    case nullField
    /// A field of the stream stands twice.
    case repeatedKey
    /// A field of the stream stands twice, once with an escape in its key.
    case repeatedKeyByEscape
    /// A string or key has an escape of half a surrogate pair.
    case loneSurrogate
    /// A string or key is not UTF-8.
    case invalidUTF8
    /// A string has a control character that is not escaped.
    case controlCharacter
    /// Something that is no white space follows the object.
    case trailingGarbage
    /// Two objects on one line.
    case twoObjects
    /// A JSON value other than an object.
    case notAnObject
    /// The line ends inside the object.
    case truncated
    /// A literal or number that JSON does not have, such as `NaN` or `01`; in an unknown field too.
    case badLiteral
    /// Punctuation or an escape that JSON does not have.
    case badSyntax
    /// A byte order mark where no file starts.
    case byteOrderMark
    /// A time stamp of a wrong form, or out of range.
    case badTimestamp
    /// A hash of wrong digits or length.
    case badHash
    /// An id or an element of a list of ids is the empty string.
    case emptyId
    /// A number that is no id: negative, fractional, with an exponent or too large.
    case badNumberId
    /// An `id_type` that does not exist.
    case badIdType
    /// An `action` that the stream does not have.
    case badAction
    /// A purpose, product, country or region that is the empty string.
    case emptyText
    /// `audience_ids` that is no array, or has an element that is no id.
    case badIdList
}
