/// What a record keeps of its line beyond what every replay needs: a view into the memory of a partition.
///
/// Valid for as long as the partition is held by the thread that took it, and to be read by that thread alone; it may be
/// sent to another together with the partition.
@frozen
public struct EventDetail: @unchecked Sendable {
    // Unchecked: the memory is read only and has one owner at a time, see above.
    @usableFromInline let base: UnsafeRawPointer

    /// A view of memory that holds a location (8 bytes), then, where the line has one and it is kept, the hash (32 bytes),
    /// then, where evidence is collected, the length of the account id (4 bytes) and the id.
    @inlinable
    public init(_ base: UnsafeRawPointer) { self.base = base }

    /// Stands in a list where an event will be put; not to be looked into.
    public static let placeholder = EventDetail(UnsafeRawPointer(bitPattern: 8).unsafelyUnwrapped)

    /// Where the line stands.
    @inlinable
    public var location: EventLocation { EventLocation(rawValue: base.loadUnaligned(as: UInt64.self)) }

    /// The line's `id_hash`. Only where the record keeps it.
    @inlinable
    public var hash: IdentifierHash { IdentifierHash(bytes: base + 8) }

    /// The account's id in UTF-8. Only of records made while evidence is collected.
    public func account(afterHash hasHash: Bool) -> UnsafeRawBufferPointer {
        let length = base + (hasHash ? 40 : 8)
        return UnsafeRawBufferPointer(start: length + 4, count: Int(length.loadUnaligned(as: UInt32.self)))
    }
}
