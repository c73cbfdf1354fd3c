import RetraceCore

/// What others call the model's fields, the usual names first; and what may stand in them.
enum FieldWords {
    /// Names in lower case without marks: of a key, or of it and those around it.
    static func names(_ field: String) -> [String] {
        switch field {
        case "ts":
            [
                "ts", "timestamp", "eventtime", "time", "occurredat", "loggedat", "at", "datetime", "when", "createdat",
                "date",
            ]
        case "event_id": ["eventid", "matchid", "impressionid", "requestid", "bidid", "uuid", "ref", "id"]
        case "account_id":
            ["accountid", "userid", "uid", "account", "user", "memberid", "customerid", "profileid", "subscriberid"]
        case "id_type": ["idtype", "identifiertype", "idkind", "contacttype", "kind", "source", "type", "channel"]
        case "id_hash":
            [
                "idhash", "hash", "sha256", "sha", "digest", "hashedid", "identifier", "value", "contact", "email",
                "phone", "id",
            ]
        case "purpose": ["purpose", "reason", "why", "usage", "use", "basis", "collectedfor", "source"]
        case "action": ["action", "operation", "op", "change", "verb", "event", "status"]
        case "audience_id": ["audienceid", "audience", "segmentid", "segment", "seg", "listid", "list"]
        case "audience_ids":
            [
                "audienceids", "audiences", "segmentids", "segments", "segs", "segmentid", "audienceid", "audience",
                "segment",
            ]
        case "product": ["product", "audiencetype", "producttype", "listtype", "type"]
        case "advertiser_id": ["advertiserid", "advertiser", "advid", "adv", "ownerid", "owner", "clientid", "buyerid"]
        case "partner_id": ["partnerid", "partner", "dataprovider", "providerid", "provider"]
        case "recipient_id":
            ["recipientid", "recipient", "vendorid", "vendor", "partnerid", "destination", "sentto", "to"]
        case "line_item_id": ["lineitemid", "lineitem", "tagid", "campaignid", "creativeid", "adid"]
        case "country": ["country", "countrycode", "geocountry", "cc", "countryiso"]
        case "region": ["region", "state", "province", "geostate"]
        case "person_id": ["personid", "person", "ownerid", "owner", "humanid"]
        default: []
        }
    }

    /// Whether the values of a place may be those of a field.
    static func fits(_ place: RecordSurvey.Place, _ field: String) -> Bool {
        switch field {
        case "ts": place.share(\.isTime) > 0.9
        case "id_hash": place.share(\.isPersonal) > 0.9
        case "id_type": ValueWords.idTypes(place).map { !$0.known.isEmpty } ?? false
        case "action": ValueWords.actions(place).map { !$0.known.isEmpty && $0.unknown.isEmpty } ?? false
        case "purpose": place.words != nil && place.share { $0 == .dottedKey || $0 == .word || $0 == .other } > 0.9
        case "country", "region": place.words != nil && place.share { $0 == .country || $0 == .word } > 0.9
        case "product": place.words != nil && place.share { $0 == .word } > 0.9
        case "event_id":
            isIDLike(place)
                // Some events are logged twice.
                && place.distinct.count * 5 >= min(place.records, RecordSurvey.distinctMax) * 4
        default: isIDLike(place)
        }
    }

    private static func isIDLike(_ place: RecordSurvey.Place) -> Bool {
        place.share { $0 == .boolean || $0 == .rfc3339 || $0 == .email || $0 == .phone } < 0.1
    }
}
