/// The temporary names that files of this process have at the moment. Thread-safe.
enum PendingNames {
    private static let names = Lock<Set<[CChar]>>([])

    static func add(_ name: [CChar]) { names.withLock { _ = $0.insert(name) } }

    static func remove(_ name: [CChar]) { names.withLock { _ = $0.remove(name) } }

    static func all() -> [[CChar]] { names.withLock { Array($0) } }
}
