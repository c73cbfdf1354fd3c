import RetraceCore
import RetraceHost

/// The spill files that a checkpoint keeps, under names in a folder. Used by one thread at a time.
public final class SpillKeeper {
    private let folder: String
    /// Files that have a name, by it.
    private var kept: [String: SpillFile] = [:]
    /// The files that stores have extents in, in the order of their numbers in a message.
    private var files: [(name: String, file: SpillFile)] = []
    private var numbers: [ObjectIdentifier: Int] = [:]
    /// Names that were given since ``removeOthers()``.
    private var newNames: Set<String> = []

    private static let prefix = "records-"

    /// A keeper that keeps nothing yet.
    public init(folder: String) { self.folder = folder }

    /// Gives names to the spill files of `stores` that have none, and waits until all are on the disk. Nothing of the stores
    /// may lie in memory. Throws ``RetraceError`` of kind `inputOutput`.
    public func keep(_ stores: [PartitionStore]) throws {
        let names = Dictionary(uniqueKeysWithValues: kept.map { (ObjectIdentifier($0.value), $0.key) })
        files = []
        numbers = [:]
        for store in stores {
            for file in store.spillFiles where numbers[ObjectIdentifier(file)] == nil {
                let name = names[ObjectIdentifier(file)] ?? SpillKeeper.newName()
                if kept[name] == nil {
                    newNames.insert(name)
                    try file.keep(at: path(name))
                }
                kept[name] = file
                numbers[ObjectIdentifier(file)] = files.count
                files.append((name, file))
            }
        }
    }

    /// Writes the names of the files, by number.
    public func encode(into encoder: inout MessageEncoder) {
        encoder.number(UInt64(files.count))
        for (name, _) in files { encoder.string(name) }
    }

    /// Opens the files that ``encode(into:)`` wrote the names of. Throws ``RetraceError`` of kind `inputOutput` when one can't be
    /// opened, ``RetraceCore/MalformedMessage``.
    public func open(from decoder: inout MessageDecoder) throws {
        for _ in 0..<(try decoder.count(bytesEach: 1)) {
            let name = try decoder.string()
            guard name.hasPrefix(SpillKeeper.prefix), !name.contains("/") else { throw MalformedMessage() }
            let file = try SpillFile(keptAt: path(name), folder: folder)
            kept[name] = file
            numbers[ObjectIdentifier(file)] = files.count
            files.append((name, file))
        }
    }

    /// Removes the files that no store has extents in any more. That one can't be removed is no error: it will be found the next
    /// time.
    public func removeOthers() {
        let names = Set(files.map(\.name))
        newNames = []
        kept = kept.filter { names.contains($0.key) }
        SpillKeeper.remove(in: folder, except: names)
    }

    /// Takes away the names that were given since ``removeOthers()``: nothing stands that says where their records belong.
    public func takeBackNames() {
        for name in newNames {
            try? FileSystem.remove(Array(path(name).utf8CString))
            kept[name] = nil
        }
        newNames = []
    }

    /// Removes all such files from a folder but those named.
    public static func remove(in folder: String, except names: Set<String> = []) {
        guard let found = try? FileSystem.names(in: Array(folder.utf8CString)) else { return }
        for name in found.map({ String(decoding: $0, as: UTF8.self) })
        where name.hasPrefix(prefix) && !names.contains(name) {
            try? FileSystem.remove(Array("\(folder)/\(name)".utf8CString))
        }
    }

    /// The number of a file in messages.
    func number(of file: SpillFile) -> Int { numbers[ObjectIdentifier(file)]! }

    /// The file that has a number in messages. Throws ``RetraceCore/MalformedMessage`` when none has.
    func file(numbered number: Int) throws -> SpillFile {
        guard files.indices.contains(number) else { throw MalformedMessage() }
        return files[number].file
    }

    private func path(_ name: String) -> String { "\(folder)/\(name)" }

    private static func newName() -> String { prefix + String(UInt64.random(in: .min ... .max), radix: 36) }
}
