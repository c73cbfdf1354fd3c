import CZstd
import RetraceCore
import RetraceHost

/// Dictionaries for Zstandard frames, by the id that each frame's header names (RFC 8878, section 5). Shared by all threads.
public final class ZstandardDictionaries: Hashable, @unchecked Sendable {
    // Unchecked: what is behind the pointers never changes, and the library lets any thread read it.
    private var tables: [UInt32: OpaquePointer] = [:]
    private static let bytesMax = 64 << 20

    /// Reads dictionaries as `zstd --train` makes them. Throws ``RetraceCore/RetraceError``: `noInput` where a file can't be
    /// read, `data` where it is no dictionary with an id, or another one has the same.
    public init(reading paths: [String]) throws {
        for path in paths { try add(path) }
    }

    deinit { for table in tables.values { ZSTD_freeDDict(table) } }

    private func add(_ path: String) throws {
        let bytes: [UInt8]
        do {
            bytes = try FileSystem.contents(of: path, limit: ZstandardDictionaries.bytesMax)
        } catch {
            throw RetraceError(.noInput, "The Zstandard dictionary '\(path)' cannot be read: \(error).")
        }
        let number = ZSTD_getDictID_fromDict(bytes, bytes.count)
        guard bytes.count <= ZstandardDictionaries.bytesMax, number != 0,
            let table = ZSTD_createDDict(bytes, bytes.count)
        else {
            throw RetraceError(
                .data, "'\(path)' is no Zstandard dictionary with an id, as zstd --train makes them.")
        }
        guard tables.updateValue(table, forKey: number) == nil else {
            throw RetraceError(.data, "'\(path)' has the id \(number), which another dictionary has too.")
        }
    }

    /// The dictionary with an id.
    func table(_ number: UInt32) -> OpaquePointer? { tables[number] }

    /// The same object.
    public static func == (left: ZstandardDictionaries, right: ZstandardDictionaries) -> Bool { left === right }

    /// Hashes the object's identity.
    public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}
