/// The kinds of calls to the operating system that can fail.
public enum HostCall: String, CaseIterable, Sendable {
    /// Opening or creating a file.
    case open
    /// Reading, at the file's position or elsewhere.
    case read
    /// Writing, at the file's position or elsewhere.
    case write
    /// Waiting until what was written is on the disk.
    case sync
    /// Closing a file.
    case close
    /// Cutting a file.
    case truncate
    /// Giving a file another name.
    case rename
    /// Giving a file one more name.
    case link
    /// Taking a name away.
    case unlink
    /// Asking what lies at a path, or what an open file is.
    case stat
    /// Asking for the names in a folder.
    case list
    /// Making a folder.
    case folder
    /// Reserving a large piece of memory.
    case map
}
