import RetraceStatistics

extension ReferenceModel {
    /// The purposes of lines that add an identifier, as far as the policy does not name them.
    func unclassifiedPurposes() -> [UnclassifiedPurpose] {
        let added = identifiers.filter { $0.action == .add }.compactMap(\.purpose)
        return Set(added).filter { holdings.classification($0) == .unclassified }.sorted().map { purpose in
            UnclassifiedPurpose(
                purpose: purpose.string, identifierEvents: UInt64(added.filter { $0 == purpose }.count))
        }
    }
}
