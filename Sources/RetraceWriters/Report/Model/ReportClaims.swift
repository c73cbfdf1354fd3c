/// Claims, one by one.
struct ReportClaims: Sendable {
    var tested: [ReportClaim]
}
