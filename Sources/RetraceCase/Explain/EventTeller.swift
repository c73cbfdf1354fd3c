import RetraceCore

/// Tells log lines in words.
struct EventTeller {
    let policy: Policy
    /// Whether identifiers are shown whole.
    let showsIdentifiers: Bool

    func entry(_ event: CaseAccount.Event) -> Explanation.Entry {
        Explanation.Entry(
            ts: event.instant.rfc3339, file: event.file, line: event.line, text: text(event),
            verdict: event.verdict?.name, because: event.verdict.map { because($0, event) },
            decides: EventTeller.names(event.decides))
    }

    private static func names(_ mask: CountMask) -> [String] {
        var names: [String] = []
        for count in CountKind.allCases {
            for side in Side.allCases {
                for reading in Reading.allCases where mask.contains(CountMask(count, side, reading)) {
                    names.append("\(count.name) \(side.name) (\(reading.name))")
                }
            }
        }
        return names
    }

    private func text(_ event: CaseAccount.Event) -> String {
        let name = event.text ?? "unknown"
        switch event.kind {
        case .identifier:
            guard event.isRemoval else { return "gave \(identifier(event)) for \(name)" }
            return event.text == nil
                ? "withdrew \(identifier(event)) for every purpose" : "withdrew \(identifier(event)) for \(name)"
        case .match:
            if event.isRemoval { return "taken out of audience \(name)\(owner(event))" }
            return "matched to audience \(name)\(owner(event)) through \(identifier(event))"
        case .disclosure: return "\(identifier(event)) was disclosed to \(name)"
        case .impression:
            let place = event.country.map { " in \($0)" } ?? ""
            return "was shown an ad for audience \(name)\(owner(event))\(place)"
        }
    }

    private func owner(_ event: CaseAccount.Event) -> String {
        switch (event.advertiser, event.product) {
        case (let advertiser?, let product?): " of advertiser \(advertiser) (\(product))"
        case (let advertiser?, nil): " of advertiser \(advertiser)"
        case (nil, let product?): " (\(product))"
        case (nil, nil): ""
        }
    }

    private func identifier(_ event: CaseAccount.Event) -> String {
        let (article, noun) =
            switch event.type {
            case .absent: ("an", "identifier")
            case .email: ("an", "e-mail address")
            case .phone: ("a", "phone number")
            }
        guard let hash = event.hash else { return "\(article) \(noun) that the line doesn't name" }
        return showsIdentifiers ? "\(noun) \(hash)" : "\(noun) …\(hash.suffix(4))"
    }

    private func because(_ verdict: Verdict, _ event: CaseAccount.Event) -> String {
        let purposes = event.sources.map { $0.purpose ?? "unknown" }
        let list = purposes.joined(separator: ", ")
        switch verdict {
        case .permitted:
            let permitting = purposes.filter { policy.classification(of: $0.utf8) == .permitted }
            return
                "it was then held for \(permitting.joined(separator: ", ")), which \(prefixes(permitting, "permits"))"
        case .restricted:
            return "it was then held for \(list) and nothing else, which \(prefixes(purposes, "restricts"))"
        case .unclassified:
            let open = purposes.filter { policy.classification(of: $0.utf8) == .unclassified }
            return "it was then held for \(list); the policy says nothing of \(open.joined(separator: ", "))"
        case .stale:
            return "it was no longer held for anything then; what had been withdrawn last was \(list)"
        case .unattributed: return "no line up to then says that the account had given it for anything"
        case .ambiguousClock:
            return
                "what it was held for changes so close to then that clocks within the tolerance may have it otherwise"
        }
    }

    private func prefixes(_ purposes: [String], _ verb: String) -> String {
        var found: [String] = []
        for prefix in purposes.compactMap({ policy.explain($0.utf8).prefix }) where !found.contains(prefix) {
            found.append(prefix)
        }
        return "the policy \(verb) (\(found.joined(separator: ", ")))"
    }
}
