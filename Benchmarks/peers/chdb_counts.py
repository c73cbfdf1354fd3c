#!/usr/bin/env python3
"""Counts accounts that were matched, solely matched and reached before the cutoff, with chDB (ClickHouse).

The lower reading of docs/log-model.md, for tidy logs: ids that are numbers, no line that is not valid.
"""

import time, os
from chdb.session import Session

from common import STREAMS, answer, arguments, classify_sql, files

options = arguments(__doc__.splitlines()[0])
session = Session()
session.query(
    f"SET max_threads = {options.threads}, join_algorithm = 'hash', date_time_input_format = 'basic'"
)

# Numbers join faster than texts; for a bare scan, texts are read faster.
TYPES = {
    "ts": "DateTime64(3, 'UTC')",
    "account_id": "UInt64",
    "audience_id": "UInt64",
    "audience_ids": "Array(UInt64)",
    "event_id": "Nullable(UInt64)",
    "id_hash": "String",
    "id_type": "LowCardinality(String)",
    "purpose": "LowCardinality(String)",
    "action": "LowCardinality(String)",
}
TEXTS = {"audience_ids": "Array(String)"}


def read(stream, types=TYPES, leave_out=()):
    """The lines of a stream. Fewer fields are parsed faster, so a query leaves out what it does not need."""
    columns = ", ".join(f"{field} {types.get(field, 'Nullable(String)')}" for field in STREAMS[stream] if field not in leave_out)
    if files(options, stream):
        return f"file('{options.logroot.resolve()}/{stream}/**/*.jsonl.zst', JSONEachRow, $${columns}$$)"
    return f"null($${columns}$$)"


def ask(query):
    return str(session.query(query, "TSV")).strip()


def scan():
    lines = 0
    for stream, fields in STREAMS.items():
        counts = ", ".join(f"count({field})" for field in fields)
        lines += int(ask(f"SELECT count(), {counts} FROM {read(stream, TEXTS)}").split()[0])
    answer(lines=lines)


# Folders are named after days, but nothing promises that a line lies in the folder of its day. So all are read.
CUTOFF = f"toDateTime64('{options.cutoff_text[:-1]}', 3, 'UTC')"
# A field that is absent is empty.
IS_ADD = "action != 'remove' AS is_add"


def until_next(key, last="is_add DESC"):
    """From an event to the next one of the same key, or the cutoff. Of events at one instant a removal comes last, and so
    has the word: what it removes lasted for no time."""
    return f'ts AS begin, lead(ts, 1, {CUTOFF}) OVER (PARTITION BY {key} ORDER BY ts, {last} ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS "end"'


def table(name, query):
    return f"CREATE TABLE {name} ENGINE = Memory AS {query}"


def without_repeats(name, smallest_first):
    """Of lines with one event id the earliest is the event, and of those the smallest. There are few or none."""
    return [
        table(
            f"{name}_repeated",
            f"SELECT account_id, event_id FROM {name} WHERE event_id IS NOT NULL GROUP BY account_id, event_id HAVING count() > 1",
        ),
        table(
            f"{name}_first",
            f"SELECT * FROM {name} WHERE (account_id, event_id) IN {name}_repeated "
            f"ORDER BY ts, {smallest_first} LIMIT 1 BY account_id, event_id",
        ),
        f"ALTER TABLE {name} DELETE WHERE (account_id, event_id) IN (SELECT account_id, event_id FROM {name}_repeated) SETTINGS mutations_sync = 1",
        f"INSERT INTO {name} SELECT * FROM {name}_first",
    ]


QUERIES = [
    table(
        "identifiers",
        f"SELECT ts, account_id, id_type, unhex(id_hash) AS id_hash, purpose, {IS_ADD} FROM {read('identifiers')} WHERE ts < {CUTOFF}",
    ),
    # When each purpose was held. A removal without a purpose removes all of them.
    table(
        "held",
        f"""
        WITH events AS (
            SELECT account_id, id_hash, purpose, ts, is_add, id_type FROM identifiers WHERE purpose != ''
            UNION ALL
            SELECT DISTINCT account_id, id_hash, known.purpose, ts, false, id_type
            FROM (SELECT * FROM identifiers WHERE purpose != '') AS known
            JOIN (SELECT account_id, id_hash, ts FROM identifiers WHERE purpose = '') AS removed USING (account_id, id_hash)
        )
        SELECT account_id, id_hash, id_type, {classify_sql(options, 'startsWith')} AS class, begin, "end" FROM (
            SELECT account_id, id_hash, purpose, id_type, is_add, {until_next('account_id, id_hash, purpose', 'is_add DESC, id_type DESC')}
            FROM events
        ) WHERE is_add AND begin < "end"
        """,
    ),
    "DROP TABLE identifiers",
    table(
        "matches",
        f"""
        SELECT account_id, audience_id, id_type, unhex(id_hash) AS id_hash, ts, {IS_ADD}, event_id
        FROM {read('matches')} WHERE ts < {CUTOFF}
        """,
    ),
    *without_repeats("matches", "audience_id, id_type, id_hash, is_add DESC"),
    table(
        "listed",
        f"""
        SELECT audience_id, id_hash, begin, "end" FROM (
            SELECT audience_id, id_hash, is_add, {until_next('audience_id, id_hash')}
            FROM (SELECT ts, audience_id, unhex(id_hash) AS id_hash, {IS_ADD} FROM {read('uploads')} WHERE ts < {CUTOFF})
        ) WHERE is_add AND begin < "end"
        """,
    ),
    # Matches of an identifier that was held, with what it was held for. A match without a hash is a match of each
    # identifier that was listed and held then, and had its type if it names one.
    table(
        "attributed",
        """
        SELECT account_id, audience_id, id_hash, ts, min(class = 'restricted') AS restricted, max(class = 'permitted') AS permitted
        FROM (SELECT * FROM matches WHERE is_add AND id_hash != '') AS used
        JOIN held ON used.account_id = held.account_id AND used.id_hash = held.id_hash AND used.ts >= held.begin AND used.ts < held."end"
        GROUP BY account_id, audience_id, id_hash, ts
        UNION ALL
        SELECT account_id, audience_id, id_hash, ts, min(class = 'restricted'), max(class = 'permitted')
        FROM (
            SELECT account_id, audience_id, id_hash, ts, id_type AS wanted
            FROM (SELECT account_id, audience_id, id_type, ts FROM matches WHERE is_add AND id_hash = '') AS nameless
            JOIN listed USING (audience_id) WHERE ts >= begin AND ts < "end"
        ) AS candidates JOIN held USING (account_id, id_hash)
        WHERE ts >= begin AND ts < "end"
        GROUP BY account_id, audience_id, id_hash, ts, wanted
        HAVING max(wanted = '' OR wanted = id_type)
        """,
    ),
]
COUNTS = {"matched": "SELECT uniqExact(account_id) FROM attributed WHERE restricted"}


def count():
    for query in QUERIES:
        t = time.time()
        session.query(query)
        if os.environ.get("VERBOSE"): print(round(time.time() - t, 2), query[:40])
    answer(**{name: ask(query) for name, query in COUNTS.items()})


scan() if options.scan else count()
