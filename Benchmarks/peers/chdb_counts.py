#!/usr/bin/env python3
"""Counts accounts that were matched, solely matched and reached before the cutoff, with chDB (ClickHouse).

The lower reading of docs/log-model.md, for tidy logs: ids that are numbers, no line that is not valid.
"""

from chdb.session import Session

from common import STREAMS, answer, arguments, classify_sql, files

options = arguments(__doc__.splitlines()[0])
session = Session()
session.query(f"SET max_threads = {options.threads}, join_algorithm = 'hash', date_time_input_format = 'best_effort'")

# Numbers (a hash is one of 256 bits) join faster than texts; for a bare scan, texts are read faster.
TYPES = {
    "ts": "DateTime64(3, 'UTC')",
    "account_id": "UInt64",
    "audience_id": "UInt64",
    "audience_ids": "Array(UInt64)",
    "event_id": "Nullable(UInt64)",
    "id_hash": "String",
    "id_type": "String",
    "purpose": "String",
    "action": "String",
}
TEXTS = dict.fromkeys(TYPES, "String") | {"audience_ids": "Array(String)"}


def read(stream, types=TYPES, leave_out=()):
    """The lines of a stream. Fewer fields are parsed faster, so a query leaves out what it does not need."""
    columns = ", ".join(f"{field} {types.get(field, 'String')}" for field in STREAMS[stream] if field not in leave_out)
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
# A field that is absent is empty, a hash that is absent 0.
CLASS = "Enum8('permitted' = 1, 'restricted' = 2, 'unclassified' = 3)"
HASH = "reinterpretAsUInt256(unhex(id_hash))"
IS_ADD = "action != 'remove' AS is_add"


def until_next(key, last="is_add DESC"):
    """From an event to the next one of the same key, or the cutoff. Of events at one instant a removal comes last, and so
    has the word: what it removes lasted for no time."""
    return f'ts AS begin, lead(ts, 1, {CUTOFF}) OVER (PARTITION BY {key} ORDER BY ts, {last}) AS "end"'


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
        f"SELECT ts, account_id, id_type, {HASH} AS id_hash, purpose, {IS_ADD} FROM {read('identifiers')} WHERE ts < {CUTOFF}",
    ),
    # When each purpose was held: a list for each identifier of an account. A removal without a purpose removes all of them.
    table(
        "held",
        f"""
        WITH events AS (
            SELECT account_id, id_hash, purpose, ts, is_add, id_type FROM identifiers WHERE purpose != ''
            UNION ALL
            SELECT DISTINCT account_id, id_hash, known.purpose, ts, false, 'phone'
            FROM (SELECT * FROM identifiers WHERE purpose != '') AS known
            JOIN (SELECT account_id, id_hash, ts FROM identifiers WHERE purpose = '') AS removed USING (account_id, id_hash)
        ), purposes AS (
            SELECT account_id, id_hash, CAST({classify_sql(options, "startsWith")} AS {CLASS}) AS class,
                arraySort(groupArray((ts, NOT is_add, id_type = 'email'))) AS events,
                arrayPushBack(arrayPopFront(events.1), {CUTOFF}) AS ends
            FROM events GROUP BY account_id, id_hash, purpose
        )
        SELECT account_id, id_hash, groupArrayArray(
            arrayFilter(
                held -> held.1 < held.2,
                arrayMap((event, end) -> (event.1, if(event.2, event.1, end), class, event.3), events, ends))) AS intervals
        FROM purposes GROUP BY account_id, id_hash
        """,
    ),
    "DROP TABLE identifiers",
    table(
        "matches",
        f"""
        SELECT account_id, audience_id, id_type, {HASH} AS id_hash, ts, {IS_ADD}, event_id
        FROM {read("matches")} WHERE ts < {CUTOFF}
        """,
    ),
    *without_repeats("matches", "audience_id, id_type, id_hash, is_add DESC"),
    table(
        "listed",
        f"""
        SELECT audience_id, id_hash, begin, "end" FROM (
            SELECT audience_id, id_hash, is_add, {until_next("audience_id, id_hash")}
            FROM (SELECT ts, audience_id, {HASH} AS id_hash, {IS_ADD} FROM {read("uploads")} WHERE ts < {CUTOFF})
        ) WHERE is_add AND begin < "end"
        """,
    ),
    # Matches of an identifier that was held, with what it was held for. A match without a hash is a match of each
    # identifier that was listed and held then, and had its type if it names one.
    table(
        "attributed",
        """
        WITH arrayFilter(held -> held.1 <= ts AND ts < held.2, intervals) AS now
        SELECT account_id, audience_id, id_hash, ts,
            arrayAll(held -> held.3 = 'restricted', now) AS restricted, arrayExists(held -> held.3 = 'permitted', now) AS permitted
        FROM (
            SELECT account_id, audience_id, id_hash, ts, '' AS wanted FROM matches WHERE is_add AND id_hash != 0
            UNION ALL
            SELECT account_id, audience_id, id_hash, ts, wanted
            FROM (SELECT account_id, audience_id, id_type AS wanted, ts FROM matches WHERE is_add AND id_hash = 0) AS nameless
            JOIN listed USING (audience_id) WHERE ts >= begin AND ts < "end"
        ) AS candidates ANY LEFT JOIN held USING (account_id, id_hash)
        WHERE notEmpty(now) AND (wanted = '' OR arrayExists(held -> (held.4 ? 'email' : 'phone') = wanted, now))
        """,
    ),
    # Only pairs with a restricted match can be sole. What became of each of their memberships: the latest event tells. A
    # removal without a hash ends all of them.
    table("pairs", "SELECT DISTINCT account_id, audience_id FROM attributed WHERE restricted"),
    table("own", "SELECT * FROM matches WHERE (account_id, audience_id) IN pairs"),
    "DROP TABLE matches",
    table("known", "SELECT * FROM attributed WHERE (account_id, audience_id) IN pairs"),
    table(
        "memberships",
        f"""
        WITH events AS (
            SELECT account_id, audience_id, id_hash, ts, true AS is_add, restricted, permitted FROM known
            UNION ALL
            SELECT account_id, audience_id, id_hash, ts, true, 0, 0
            FROM own LEFT ANTI JOIN known USING (account_id, audience_id, id_hash, ts) WHERE id_hash != 0 AND is_add
            UNION ALL
            SELECT account_id, audience_id, id_hash, ts, false, 0, 0 FROM own WHERE id_hash != 0 AND NOT is_add
            UNION ALL
            SELECT DISTINCT account_id, audience_id, id_hash, removed.ts, false, 0, 0
            FROM (SELECT account_id, audience_id, id_hash FROM known) AS members
            JOIN (SELECT account_id, audience_id, ts FROM own WHERE id_hash = 0 AND NOT is_add) AS removed
            USING (account_id, audience_id)
        )
        SELECT account_id, audience_id, restricted, permitted, begin, "end" FROM (
            SELECT account_id, audience_id, is_add, restricted, permitted, {until_next("account_id, audience_id, id_hash")}
            FROM events
        ) WHERE is_add AND (restricted OR permitted) AND begin < "end"
        """,
    ),
    table(
        "deleted",
        f"""
        SELECT audience_id, begin, "end" FROM (
            SELECT audience_id, action = 'delete' AS is_delete, {until_next("audience_id", "is_delete")}
            FROM {read("audiences")} WHERE ts < {CUTOFF}
        ) WHERE is_delete AND begin < "end"
        """,
    ),
    # When a pair was sole: sweep over the instants at which a number of its memberships changes.
    table(
        "sole",
        f"""
        WITH changes AS (
            SELECT account_id, audience_id, begin AS ts, toInt64(restricted) AS r, toInt64(permitted) AS p, 0 AS d FROM memberships
            UNION ALL
            SELECT account_id, audience_id, "end", -toInt64(restricted), -toInt64(permitted), 0 FROM memberships
            UNION ALL
            SELECT account_id, audience_id, change.1, 0, 0, change.2
            FROM (SELECT DISTINCT account_id, audience_id FROM memberships) AS pair JOIN deleted USING (audience_id)
            ARRAY JOIN [(begin, 1), ("end", -1)] AS change
        ), instants AS (
            SELECT account_id, audience_id, ts, sum(r) AS r, sum(p) AS p, sum(d) AS d FROM changes GROUP BY account_id, audience_id, ts
        )
        SELECT account_id, audience_id, begin, "end" FROM (
            SELECT account_id, audience_id, ts AS begin, lead(ts, 1, {CUTOFF}) OVER pair AS "end",
                sum(r) OVER pair AS restricted, sum(p) OVER pair AS permitted, sum(d) OVER pair AS deletions
            FROM instants WINDOW pair AS (PARTITION BY account_id, audience_id ORDER BY ts)
        ) WHERE restricted > 0 AND permitted = 0 AND deletions = 0 AND begin < "end"
        """,
    ),
    table(
        "impressions",
        f"""
        SELECT account_id, event_id, ts, audience_ids FROM {read("impressions", leave_out=["line_item_id", "country"])}
        WHERE ts < {CUTOFF} AND account_id IN (SELECT account_id FROM sole)
        """,
    ),
    *without_repeats("impressions", "audience_ids"),
]

COUNTS = {
    "matched": "SELECT uniqExact(account_id) FROM attributed WHERE restricted",
    "solely_matched": "SELECT uniqExact(account_id) FROM sole",
    "reached": """
        SELECT uniqExact(account_id)
        FROM (SELECT account_id, ts, audience_id FROM impressions ARRAY JOIN audience_ids AS audience_id) AS shown
        JOIN sole USING (account_id, audience_id) WHERE ts >= begin AND ts < "end" """,
}


def count():
    for query in QUERIES:
        session.query(query)
    answer(**{name: ask(query) for name, query in COUNTS.items()})


scan() if options.scan else count()
