"""What the three peers share: their command line, the policy, and the form of their answer.

None of this takes part in the work that is measured, apart from a few milliseconds.
"""

import argparse
import json
import re
from datetime import datetime, timezone
from pathlib import Path

#: The fields of each stream. A scan parses all of them, and `host`, which the scenarios write beside them, is skipped as
#: an unknown field by everyone.
STREAMS = {
    "identifiers": ["ts", "account_id", "id_type", "id_hash", "purpose", "action"],
    "audiences": ["ts", "audience_id", "product", "advertiser_id", "partner_id", "action"],
    "uploads": ["ts", "audience_id", "id_type", "id_hash", "action"],
    "matches": ["ts", "event_id", "account_id", "audience_id", "id_type", "id_hash", "action"],
    "impressions": ["ts", "event_id", "account_id", "audience_ids", "line_item_id", "country"],
    "disclosures": ["ts", "event_id", "account_id", "recipient_id", "id_type", "id_hash"],
    "accounts": ["ts", "account_id", "person_id", "country", "region"],
}


def arguments(description):
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("logroot", type=Path, help="one folder per stream, of .jsonl.zst files")
    parser.add_argument("--policy", type=Path, help="policy.yaml of the scenario (default: beside the log root)")
    parser.add_argument("--cutoff", default="2019-09-17T00:00:00.000Z", help="an instant, RFC 3339 with Z")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--scan", action="store_true", help="only read and count the lines, parsing every field")
    options = parser.parse_args()
    options.policy = options.policy or options.logroot.parent / "policy.yaml"
    cutoff = datetime.fromisoformat(options.cutoff.replace("Z", "+00:00")).astimezone(timezone.utc)
    options.cutoff_ms = int(cutoff.timestamp() * 1000)
    # The form in which the scenarios write time stamps: the order of such texts is the order of time.
    options.cutoff_text = cutoff.strftime("%Y-%m-%dT%H:%M:%S.") + f"{cutoff.microsecond // 1000:03d}Z"
    return options


def files(options, stream):
    """The files of a stream, sorted; empty when the stream is missing."""
    return sorted(str(path) for path in (options.logroot / stream).rglob("*.jsonl.zst"))


def policy(path):
    """[(prefix, class)], longest prefix first. Reads the plain YAML that the generator writes: two lists of names."""
    rules, current = [], None
    for line in path.read_text().splitlines():
        line = line.split("#")[0].rstrip()
        if key := re.fullmatch(r"(permitted|restricted):", line):
            current = key[1]
        elif entry := re.fullmatch(r"\s*-\s+([\w.]+)", line):
            rules.append((entry[1], current))
        elif line:
            raise SystemExit(f"{path}: cannot read this line of the policy: {line}")
    return sorted(rules, key=lambda rule: -len(rule[0]))


def classify_sql(options, starts_with="starts_with"):
    """A CASE expression for the class of `purpose`: the longest prefix of whole segments decides."""
    cases = " ".join(
        f"WHEN purpose = '{prefix}' OR {starts_with}(purpose, '{prefix}.') THEN '{kind}'"
        for prefix, kind in policy(options.policy)
    )
    return f"CASE {cases} ELSE 'unclassified' END"


def answer(**counts):
    print(json.dumps({key: int(value) for key, value in counts.items()}))
