/// A scenario that can be generated; the raw value is its name on the command line.
public enum ScenarioName: String, CaseIterable, Sendable {
    /// Security e-mail addresses and phone numbers matched to advertisers' own lists and to partners' lists; fixed on
    /// 2019-09-17, with a few leaks after.
    case tailoredAndPartnerAudiences2019 = "tailored-and-partner-audiences-2019"
    /// Security phone numbers, and numbers that friends' contact sync uploaded, used for custom audiences; fixed on
    /// 2018-10-08, midnight in California.
    case contactSources2018 = "contact-sources-2018"
}
