import RetraceCore
import Testing

/// The text summary, whole.
@Suite struct TextTests {
    /// The example that docs/log-model.md works out by hand, with the owner of the account and a rejected line added.
    @Test func theExampleByHand() throws {
        let scene = try Scene()
        let (phone, email) = (Line.hex(1), Line.hex(2))
        try scene.write(
            "logs/identifiers/a.jsonl",
            """
            {"ts":"2019-03-02T00:00:00Z","account_id":42,"id_type":"phone","id_hash":"\(phone)",\
            "purpose":"essential.service.security.two_factor"}
            {"ts":"2019-06-20T00:00:00Z","account_id":42,"id_type":"email","id_hash":"\(email)",\
            "purpose":"marketing.advertising.first_party"}
            """)
        try scene.write(
            "logs/audiences/a.jsonl",
            #"{"ts":"2019-05-01T00:00:00Z","audience_id":"A17","product":"tailored_audiences","advertiser_id":9}"#)
        try scene.write(
            "logs/matches/a.jsonl",
            """
            {"ts":"2019-06-11T00:00:00Z","account_id":42,"audience_id":"A17","id_hash":"\(phone)"}
            {"ts":"2019-06-21T00:00:00Z","account_id":42,"audience_id":"A17","id_hash":"\(email)"}
            {"ts":"2019-10-01T00:00:00Z","account_id":42,"audience_id":"A17","id_hash":"\(phone)"}
            {"ts":"2019-10-01T00:00:00Z","account_id":42}
            """)
        try scene.write(
            "logs/impressions/a.jsonl",
            """
            {"ts":"2019-06-12T00:00:00Z","account_id":42,"audience_ids":["A17"],"country":"FR"}
            {"ts":"2019-06-22T00:00:00Z","account_id":42,"audience_ids":["A17"]}
            """)
        try scene.write(
            "logs/accounts/a.jsonl", #"{"account_id":42,"person_id":"p","country":"FR","region":"Bretagne"}"#)
        let outcome = try scene.replay()
        #expect(outcome.status == 0)
        #expect(outcome.text == Self.expected)
    }

    private static let expected = """
        Before 2019-09-17 00:00:00 UTC, 1 person was affected: an e-mail address or phone number that was
        given for restricted purposes alone was used in a match; 1 person was shown an ad because of it.

        Since then, 1 person was matched in that way; nobody was shown an ad because of it.

        Before 2019-09-17 00:00:00 UTC                       accounts  persons
          at risk         gave data for restricted use only         1        1
          matched         that data was used in a match             1        1
          solely matched  only it put them in an audience           1        1
          reached         were shown an ad because of it            1        1
          disclosed       that data left the platform               0        0

        Since then                                           accounts  persons
          at risk         gave data for restricted use only         1        1
          matched         that data was used in a match             1        1
          solely matched  only it put them in an audience           0        0
          reached         were shown an ad because of it            0        0
          disclosed       that data left the platform               0        0

        Matches by verdict                                                before  since
          permitted     held for a purpose that permits advertising            1      0
          restricted    held for restricted purposes alone                     1      1
          unclassified  held for a purpose that the policy does not name       0      0
          stale         no longer held at that moment                          0      0
          unattributed  never held, as far as the logs tell                    0      0

        Accounts by source                               matched  since  reached  since
          phone · essential.service.security.two_factor        1      1        1      0

        Accounts by product   matched  since  reached  since
          tailored_audiences        1      1        1      0

        Accounts by residence  matched  since  reached  since
          FR · Bretagne              1      1        1      0

        Lines read     lines  rejected  duplicates  from (UTC)           to (UTC)             files
          identifiers      2         0           0  2019-03-02 00:00:00  2019-06-20 00:00:00      1
          audiences        1         0           0  2019-05-01 00:00:00  2019-05-01 00:00:00      1
          uploads          –         –           –  –                    –                        –
          matches          4         1           0  2019-06-11 00:00:00  2019-10-01 00:00:00      1
          impressions      2         0           0  2019-06-12 00:00:00  2019-06-22 00:00:00      1
          disclosures      –         –           –  –                    –                        –
          accounts         1         0           0  –                    –                        1

        First rejected lines of each stream
          matches/a.jsonl:4: a required field is missing (audience_id)

        Warnings
          There is no 'uploads' stream: matches without a hash have no candidates and are unattributed.
          There is no 'disclosures' stream: nobody is counted as disclosed.
          1 of 4 lines of 'matches' were rejected and count for nothing.

        """
}
