#if DEBUG
    import Glibc

    /// One planned fault: the n-th call of a kind fails or transfers less than it was asked for. In debug builds only.
    public struct Fault: Sendable, CustomStringConvertible {
        let call: HostCall
        /// Which call of the kind, from 1.
        let number: Int
        /// Whether all later calls of the kind go the same way, as on a disk that stays full.
        let persists: Bool
        let effect: FaultScope.Effect

        /// The call fails with `code`, an `errno`.
        public init(_ call: HostCall, _ number: Int, code: Int32, persists: Bool = false) {
            self.init(call, number, .error(code), persists: persists)
        }

        private init(_ call: HostCall, _ number: Int, _ effect: FaultScope.Effect, persists: Bool) {
            self.call = call
            self.number = number
            self.effect = effect
            // A call that is interrupted for ever is made for ever.
            self.persists = persists && effect != .error(EINTR)
        }

        /// The call transfers half of what it was asked for.
        public static func short(_ call: HostCall, _ number: Int) -> Fault {
            Fault(call, number, .short, persists: false)
        }

        /// Reads a form such as `read:7:EIO`, `write:3+:ENOSPC` (that call and all after it) or `read:2:short`; nil for
        /// anything else.
        public init?(parsing text: String) {
            let parts = text.split(separator: ":").map(String.init)
            guard parts.count == 3, let call = HostCall(rawValue: parts[0]) else { return nil }
            let persists = parts[1].hasSuffix("+")
            guard let number = Int(persists ? String(parts[1].dropLast()) : parts[1]), number > 0 else { return nil }
            if parts[2] == "short" {
                self.init(call, number, .short, persists: persists)
            } else {
                guard let code = Fault.codes[parts[2]] else { return nil }
                self.init(call, number, .error(code), persists: persists)
            }
        }

        private static let codes: [String: Int32] = [
            "EACCES": EACCES, "EINTR": EINTR, "EIO": EIO, "EMFILE": EMFILE, "ENOMEM": ENOMEM, "ENOSPC": ENOSPC,
            "EROFS": EROFS,
        ]

        func strikes(_ call: HostCall, number: Int) -> Bool {
            call == self.call && (number == self.number || persists && number > self.number)
        }

        /// The form that `init(parsing:)` reads, with numbers for names.
        public var description: String { "\(call.rawValue):\(number)\(persists ? "+" : ""):\(effect)" }
    }
#endif
