import Glibc

/// Which faults a test has planned for a file. In release builds there are none, and nothing of this is left.
struct FaultScope: Sendable {
    /// What a planned fault does to a call.
    enum Effect: Equatable, Sendable {
        /// It fails with this `errno`.
        case error(Int32)
        /// It transfers half of what was asked for.
        case short
    }

    #if DEBUG
        private let plans: [FaultPlan]

        /// The faults that concern a path.
        init(_ path: [CChar]) { plans = FaultPlan.installed(for: path) }

        @inline(__always)
        private func effect(of call: HostCall) -> Effect? {
            var result: Effect?
            for plan in plans { result = plan.next(call) ?? result }
            return result
        }
    #else
        @inline(__always)
        init(_ path: [CChar]) {}

        @inline(__always)
        private func effect(of call: HostCall) -> Effect? { nil }
    #endif

    /// Makes a call until no signal interrupts it. `attempt` is handed how much to transfer, `count` or less, and returns a
    /// negative number and `errno` where it fails.
    @inline(__always)
    func perform(_ call: HostCall, count: Int = 0, _ attempt: (Int) -> Int) throws(HostError) -> Int {
        while true {
            var wanted = count
            if let effect = effect(of: call) {
                if case .error(let code) = effect {
                    if code == EINTR { continue }
                    throw HostError(call, code)
                }
                wanted = (count + 1) / 2
            }
            let result = attempt(wanted)
            if result >= 0 { return result }
            let code = errno
            if code != EINTR { throw HostError(call, code) }
        }
    }
}
