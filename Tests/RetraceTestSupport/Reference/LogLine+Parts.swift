extension LogLine {
    var isMalformed: Bool {
        if case .malformed = self { true } else { false }
    }

    var match: Match? {
        if case .match(let line) = self { line } else { nil }
    }

    var impression: Impression? {
        if case .impression(let line) = self { line } else { nil }
    }

    var disclosure: Disclosure? {
        if case .disclosure(let line) = self { line } else { nil }
    }

    /// The account of a line that may have an event id.
    var accountId: LogText? {
        match?.accountId ?? impression?.accountId ?? disclosure?.accountId
    }

    /// The event id of a line that has one.
    var eventId: LogText? {
        match?.eventId ?? impression?.eventId ?? disclosure?.eventId
    }
}
