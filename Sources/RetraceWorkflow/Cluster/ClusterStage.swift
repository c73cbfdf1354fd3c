/// A round of a run on several machines: files are mapped to records by part, and the records of a part reduced. In order.
public enum ClusterStage: String, CaseIterable, Sendable {
    /// Identifiers, audiences, matches and disclosures, and the first pass over them.
    case identities
    /// Uploads, and the first pass over accounts that were put off for them.
    case uploads
    /// Accounts and impressions, and the second pass.
    case exposures
    /// Persons, who are brought together by their own key. Nothing is mapped.
    case persons
}
