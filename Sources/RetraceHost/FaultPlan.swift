#if DEBUG
    import Glibc
    import Synchronization

    /// Makes chosen calls to the operating system fail, so that tests see what becomes of it. In debug builds only.
    /// Thread-safe.
    public final class FaultPlan: Sendable {
        private let faults: [Fault]
        private let folder: [CChar]
        private let counters: [HostCall: Tally]
        private static let head = Atomic<Unmanaged<Node>?>(nil)

        private final class Tally: Sendable {
            let count = Atomic<Int>(0)
        }

        /// Plans in force. Those before are kept, for another thread may be reading them: tests install few.
        private final class Node: Sendable {
            let plans: [FaultPlan]
            let previous: Node?

            init(_ plans: [FaultPlan], previous: Node?) {
                self.plans = plans
                self.previous = previous
            }
        }

        /// A plan for files below `folder`, or for all of them. Files open already when it is installed are left alone.
        public init(_ faults: [Fault], below folder: String = "") {
            self.faults = faults
            self.folder = folder.utf8.map { CChar(bitPattern: $0) }
            counters = Dictionary(uniqueKeysWithValues: HostCall.allCases.map { ($0, Tally()) })
        }

        /// How many calls of a kind the plan has seen, failed ones included.
        public func calls(_ call: HostCall) -> Int { counters[call]?.count.load(ordering: .relaxed) ?? 0 }

        /// Whether one of the faults has come to pass.
        public var hasStruck: Bool { faults.contains { calls($0.call) >= $0.number } }

        /// Calls `body` while the plan is in force.
        @discardableResult
        public func inForce<Result>(_ body: () throws -> Result) rethrows -> Result {
            FaultPlan.change { $0 + [self] }
            defer { FaultPlan.change { $0.filter { $0 !== self } } }
            return try body()
        }

        /// Puts the plan in force until the process ends.
        public func install() { FaultPlan.change { $0 + [self] } }

        /// Puts the faults of the environment variable `RETRACE_FAULT` in force, such as `read:7:EIO,write:1+:ENOSPC`. Ends the
        /// program when it holds something else.
        public static func installFromEnvironment() {
            guard let text = getenv("RETRACE_FAULT").map({ String(cString: $0) }), !text.isEmpty else { return }
            let parts = text.split(separator: ",").map(String.init)
            let faults = parts.compactMap(Fault.init(parsing:))
            guard faults.count == parts.count else { fatalError("RETRACE_FAULT holds something that is no fault") }
            FaultPlan(faults).install()
        }

        private static func change(_ edit: ([FaultPlan]) -> [FaultPlan]) {
            while true {
                let old = head.load(ordering: .acquiring)
                let node = old?.takeUnretainedValue()
                let new = Unmanaged.passRetained(Node(edit(node?.plans ?? []), previous: node))
                if head.compareExchange(expected: old, desired: new, ordering: .acquiringAndReleasing).exchanged {
                    return
                }
                new.release()
            }
        }

        static func installed(for path: [CChar]) -> [FaultPlan] {
            guard let node = head.load(ordering: .acquiring)?.takeUnretainedValue() else { return [] }
            return node.plans.filter { path.starts(with: $0.folder) }
        }

        /// Counts a call, and tells what is to become of it.
        func next(_ call: HostCall) -> FaultScope.Effect? {
            guard let number = counters[call]?.count.add(1, ordering: .relaxed).newValue else { return nil }
            return faults.first { $0.strikes(call, number: number) }?.effect
        }
    }
#endif
