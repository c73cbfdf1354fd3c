import RetraceCore

extension ReferenceModel {
    /// The lines that are kept, malformed ones left out: of those of one stream with the same account and event, one.
    static func kept(_ lines: [LogLine]) -> [LogLine] {
        let valid = lines.filter { !$0.isMalformed }
        return valid.indices.filter { index in
            !valid.indices.contains { other in
                other != index && isOneEvent(valid[other], valid[index])
                    && (precedes(valid[other], valid[index])
                        || (other < index && !precedes(valid[index], valid[other])))
            }
        }.map { valid[$0] }
    }

    /// Whether two lines have the same account and the same event.
    static func isOneEvent(_ left: LogLine, _ right: LogLine) -> Bool {
        guard let event = left.eventId else { return false }
        return left.accountId == right.accountId && event == right.eventId
    }

    /// Whether `left` is the one to keep: it is earlier, or, at the same instant, its fields are smaller.
    private static func precedes(_ left: LogLine, _ right: LogLine) -> Bool {
        if left.timestamp != right.timestamp {
            return (left.timestamp ?? .distantPast) < (right.timestamp ?? .distantPast)
        }
        return isSmaller(left.fields, right.fields)
    }

    /// Whether the fields of `left` are smaller than those of `right` as bytes, the first that differs decides: an absent
    /// one is smaller than any other, a list is smaller when its first element that differs is, or when it ends first.
    static func isSmaller(_ left: [LogField], _ right: [LogField]) -> Bool {
        for (one, other) in zip(left, right) where one.texts != other.texts {
            guard let one = one.texts else { return true }
            guard let other = other.texts else { return false }
            return one.lexicographicallyPrecedes(other)
        }
        return false
    }

    /// The line of `accounts` that counts for an account: the latest, one without a time stamp being the earliest of all;
    /// at the same instant the one whose fields are smallest.
    public func owner(of account: LogText) -> LogLine.Account? {
        let own = accounts.filter { $0.accountId == account }
        let latest = own.map { $0.timestamp ?? .distantPast }.max()
        return own.filter { ($0.timestamp ?? .distantPast) == latest }.min {
            ReferenceModel.isSmaller($0.fields, $1.fields)
        }
    }
}
