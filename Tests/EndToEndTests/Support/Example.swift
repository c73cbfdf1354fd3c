/// The example by hand of the log model's page, and lines to vary it with.
enum Example {
    static let policy = """
        permitted: [marketing.advertising]
        restricted: [essential.service.security]

        """

    static let phone = String(repeating: "1a", count: 32)
    static let email = String(repeating: "2B", count: 32)

    static let streams = [
        "identifiers": held(by: "42", at: "2019-03-02T00:00:00Z")
            + "{\"ts\":\"2019-06-20T00:00:00Z\",\"account_id\":42,\"id_type\":\"email\",\"id_hash\":\"\(email)\","
            + "\"purpose\":\"marketing.advertising.first_party\"}\n",
        "audiences": "{\"ts\":\"2019-05-01T00:00:00Z\",\"audience_id\":\"A17\",\"product\":\"tailored_audiences\","
            + "\"advertiser_id\":9}\n",
        "matches": match(of: "42", at: "2019-06-11T00:00:00Z")
            + match(of: "42", at: "2019-06-21T00:00:00Z", hash: email)
            + match(of: "42", at: "2019-10-01T00:00:00Z"),
        "impressions": impression(of: "42", at: "2019-06-12T00:00:00Z")
            + impression(of: "42", at: "2019-06-22T00:00:00Z"),
    ]

    /// A line: an account gave a phone number for security.
    static func held(by account: String, at ts: String) -> String {
        "{\"ts\":\"\(ts)\",\"account_id\":\"\(account)\",\"id_type\":\"phone\",\"id_hash\":\"\(phone)\","
            + "\"purpose\":\"essential.service.security.two_factor\"}\n"
    }

    /// A line: an account was matched, through that number unless told otherwise.
    static func match(of account: String, at ts: String = "2019-06-11T00:00:00Z", hash: String = phone) -> String {
        "{\"ts\":\"\(ts)\",\"account_id\":\"\(account)\",\"audience_id\":\"A17\",\"id_type\":\"phone\",\"id_hash\":\"\(hash)\"}\n"
    }

    /// A line: an account was shown an ad.
    static func impression(of account: String, at ts: String) -> String {
        "{\"ts\":\"\(ts)\",\"account_id\":\"\(account)\",\"audience_ids\":[\"A17\"],\"country\":\"FR\"}\n"
    }
}
