#!/usr/bin/env python3
"""Counts accounts that were matched, solely matched and reached before the cutoff, with DuckDB.

The lower reading of docs/log-model.md, for tidy logs: ids that are numbers, no line that is not valid.
"""

import duckdb

from common import STREAMS, answer, arguments, classify_sql, files

options = arguments(__doc__.splitlines()[0])
database = duckdb.connect()
database.execute(f"SET threads = {options.threads}")
database.execute("SET TimeZone = 'UTC'")
database.execute("SET preserve_insertion_order = false")

# Numbers and bytes (a hash unhexed) join faster than texts and take less memory; for a bare scan, texts are read faster.
TYPES = dict.fromkeys(["account_id", "audience_id", "event_id"], "UBIGINT") | {
    "ts": "TIMESTAMP",
    "audience_ids": "UBIGINT[]",
}
TEXTS = {"audience_ids": "VARCHAR[]"}


def read(stream, types=TYPES, leave_out=()):
    """The lines of a stream. Fewer fields are parsed faster, so a query leaves out what it does not need."""
    columns = {field: types.get(field, "VARCHAR") for field in STREAMS[stream] if field not in leave_out}
    if paths := files(options, stream):
        return f"read_json({paths}, format = 'newline_delimited', hive_partitioning = false, columns = {columns})"
    return "(SELECT {} WHERE false)".format(", ".join(f"NULL::{type} AS {field}" for field, type in columns.items()))


def scan():
    lines = 0
    for stream, fields in STREAMS.items():
        counts = ", ".join(f"count({field})" for field in fields)
        lines += database.execute(f"SELECT count(*), {counts} FROM {read(stream, TEXTS)}").fetchone()[0]
    answer(lines=lines)


# Folders are named after days, but nothing promises that a line lies in the folder of its day. So all are read.
CUTOFF = f"TIMESTAMP '{options.cutoff_text[:-1]}'"
IS_ADD = "action IS DISTINCT FROM 'remove' AS is_add"
# Of events at one instant the removal comes last, and so has the word: what it removes lasted for no time.
UNTIL_NEXT = f"""ts AS begin, lead(ts, 1, {CUTOFF}) OVER (PARTITION BY {{}} ORDER BY ts, is_add DESC) AS "end" """


def without_repeats(table, smallest_first):
    """Of lines with one event id the earliest is the event, and of those the smallest. There are few or none."""
    return f"""
    DELETE FROM {table} WHERE rowid IN (
        WITH repeated AS (
            SELECT account_id, event_id FROM {table} WHERE event_id IS NOT NULL GROUP BY ALL HAVING count(*) > 1
        )
        SELECT {table}.rowid FROM {table} SEMI JOIN repeated USING (account_id, event_id)
        QUALIFY row_number() OVER (PARTITION BY account_id, event_id ORDER BY ts, {smallest_first}) > 1
    )
    """


QUERIES = [
    f"""
    CREATE TEMP TABLE identifiers AS
    SELECT ts, account_id, id_type, unhex(id_hash) AS id_hash, purpose, {IS_ADD} FROM {read("identifiers")} WHERE ts < {CUTOFF}
    """,
    # When each purpose was held. A removal without a purpose removes all of them.
    f"""
    CREATE TEMP TABLE held AS
    WITH events AS (
        SELECT account_id, id_hash, purpose, ts, is_add, id_type FROM identifiers WHERE purpose IS NOT NULL
        UNION ALL
        SELECT DISTINCT account_id, id_hash, known.purpose, removed.ts, false, NULL
        FROM identifiers AS removed JOIN identifiers AS known USING (account_id, id_hash)
        WHERE removed.purpose IS NULL AND known.purpose IS NOT NULL
    ), intervals AS (
        SELECT account_id, id_hash, id_type, {classify_sql(options)} AS class, is_add, ts AS begin,
            lead(ts, 1, {CUTOFF}) OVER (
                PARTITION BY account_id, id_hash, purpose ORDER BY ts, is_add DESC, id_type DESC) AS "end"
        FROM events
    )
    SELECT account_id, id_hash, id_type, class, begin, "end" FROM intervals WHERE is_add AND begin < "end"
    """,
    "DROP TABLE identifiers",
    f"""
    CREATE TEMP TABLE matches AS
    SELECT account_id, audience_id, id_type, unhex(id_hash) AS id_hash, ts, {IS_ADD}, event_id FROM {read("matches")} WHERE ts < {CUTOFF}
    """,
    without_repeats("matches", "audience_id, id_type NULLS FIRST, id_hash NULLS FIRST, is_add DESC"),
    f"""
    CREATE TEMP TABLE listed AS
    WITH uploads AS (SELECT ts, audience_id, unhex(id_hash) AS id_hash, {IS_ADD} FROM {read("uploads")} WHERE ts < {CUTOFF}),
    intervals AS (SELECT audience_id, id_hash, is_add, {UNTIL_NEXT.format("audience_id, id_hash")} FROM uploads)
    SELECT audience_id, id_hash, begin, "end" FROM intervals WHERE is_add AND begin < "end"
    """,
    # Matches of an identifier that was held, with what it was held for. A match without a hash is a match of each
    # identifier that was listed and held then, and had its type if it names one.
    """
    CREATE TEMP TABLE attributed AS
    SELECT account_id, audience_id, id_hash, ts, bool_and(class = 'restricted') AS restricted, bool_or(class = 'permitted') AS permitted
    FROM matches JOIN held USING (account_id, id_hash)
    WHERE is_add AND ts >= held.begin AND ts < held."end"
    GROUP BY ALL
    UNION ALL
    SELECT account_id, audience_id, id_hash, ts, bool_and(class = 'restricted'), bool_or(class = 'permitted')
    FROM (SELECT * EXCLUDE id_hash FROM matches WHERE is_add AND id_hash IS NULL) AS nameless
    JOIN listed USING (audience_id) JOIN held USING (account_id, id_hash)
    WHERE ts >= listed.begin AND ts < listed."end" AND ts >= held.begin AND ts < held."end"
    GROUP BY account_id, audience_id, id_hash, ts, nameless.id_type
    HAVING bool_or(nameless.id_type IS NULL OR nameless.id_type = held.id_type)
    """,
    # Only pairs with a restricted match can be sole. What became of each of their memberships: the latest event tells. A
    # removal without a hash ends all of them.
    f"""
    CREATE TEMP TABLE memberships AS
    WITH pairs AS (SELECT DISTINCT account_id, audience_id FROM attributed WHERE restricted),
    own AS (SELECT * FROM matches SEMI JOIN pairs USING (account_id, audience_id)),
    known AS (SELECT * FROM attributed SEMI JOIN pairs USING (account_id, audience_id)),
    events AS (
        SELECT account_id, audience_id, id_hash, ts, true AS is_add, restricted, permitted FROM known
        UNION ALL
        SELECT account_id, audience_id, id_hash, ts, is_add, false, false
        FROM own ANTI JOIN known USING (account_id, audience_id, id_hash, ts) WHERE id_hash IS NOT NULL AND is_add
        UNION ALL
        SELECT account_id, audience_id, id_hash, ts, false, false, false FROM own WHERE id_hash IS NOT NULL AND NOT is_add
        UNION ALL
        SELECT DISTINCT account_id, audience_id, known.id_hash, own.ts, false, false, false
        FROM own JOIN known USING (account_id, audience_id) WHERE own.id_hash IS NULL AND NOT own.is_add
    ), intervals AS (
        SELECT account_id, audience_id, is_add, restricted, permitted, {UNTIL_NEXT.format("account_id, audience_id, id_hash")}
        FROM events
    )
    SELECT account_id, audience_id, restricted, permitted, begin, "end"
    FROM intervals WHERE is_add AND (restricted OR permitted) AND begin < "end"
    """,
    f"""
    CREATE TEMP TABLE deleted AS
    WITH events AS (SELECT *, action IS NOT DISTINCT FROM 'delete' AS is_delete FROM {read("audiences")} WHERE ts < {CUTOFF}),
    intervals AS (
        SELECT audience_id, is_delete, ts AS begin,
            lead(ts, 1, {CUTOFF}) OVER (PARTITION BY audience_id ORDER BY ts, is_delete) AS "end" FROM events
    )
    SELECT audience_id, begin, "end" FROM intervals WHERE is_delete AND begin < "end"
    """,
    # When a pair was sole: sweep over the instants at which a number of its memberships changes.
    f"""
    CREATE TEMP TABLE sole AS
    WITH changes AS (
        SELECT account_id, audience_id, begin AS ts, restricted::INT AS restricted, permitted::INT AS permitted, 0 AS deleted
        FROM memberships
        UNION ALL
        SELECT account_id, audience_id, "end", -restricted::INT, -permitted::INT, 0 FROM memberships
        UNION ALL
        SELECT account_id, audience_id, unnest([begin, "end"]), 0, 0, unnest([1, -1])
        FROM (SELECT DISTINCT account_id, audience_id FROM memberships) JOIN deleted USING (audience_id)
    ), instants AS (
        SELECT account_id, audience_id, ts, sum(restricted) AS restricted, sum(permitted) AS permitted, sum(deleted) AS deleted
        FROM changes GROUP BY ALL
    ), states AS (
        SELECT account_id, audience_id, ts AS begin, lead(ts, 1, {CUTOFF}) OVER pair AS "end",
            sum(restricted) OVER pair AS restricted, sum(permitted) OVER pair AS permitted, sum(deleted) OVER pair AS deleted
        FROM instants WINDOW pair AS (PARTITION BY account_id, audience_id ORDER BY ts)
    )
    SELECT account_id, audience_id, begin, "end" FROM states WHERE restricted > 0 AND permitted = 0 AND deleted = 0 AND begin < "end"
    """,
    f"""
    CREATE TEMP TABLE impressions AS
    WITH accounts AS (SELECT DISTINCT account_id FROM sole)
    SELECT account_id, event_id, ts, audience_ids
    FROM {read("impressions", leave_out=["line_item_id", "country"])} SEMI JOIN accounts USING (account_id)
    WHERE ts < {CUTOFF}
    """,
    without_repeats("impressions", "audience_ids"),
]

COUNTS = {
    "matched": "SELECT count(DISTINCT account_id) FROM attributed WHERE restricted",
    "solely_matched": "SELECT count(DISTINCT account_id) FROM sole",
    "reached": """
        SELECT count(DISTINCT account_id)
        FROM (SELECT account_id, ts, unnest(audience_ids) AS audience_id FROM impressions) JOIN sole USING (account_id, audience_id)
        WHERE ts >= sole.begin AND ts < sole."end" """,
}


def count():
    for query in QUERIES:
        database.execute(query)
    answer(**{name: database.execute(query).fetchone()[0] for name, query in COUNTS.items()})


scan() if options.scan else count()
