#!/usr/bin/env python3
"""Counts accounts that were matched, solely matched and reached before the cutoff, with Polars.

The lower reading of docs/log-model.md, for tidy logs: ids that are numbers, no line that is not valid.
"""

import os

from common import STREAMS, answer, arguments, files, policy

options = arguments(__doc__.splitlines()[0])
os.environ["POLARS_MAX_THREADS"] = str(options.threads)

import polars as pl  # noqa: E402 (the number of threads is read when it is imported)

PAIR = ["account_id", "audience_id"]
IDENTIFIER = ["account_id", "id_hash"]
CUTOFF = pl.lit(options.cutoff_ms, pl.Int64)
IS_ADD = pl.col("action").ne_missing("remove").alias("is_add")


def read(stream, leave_out=()):
    """The lines of a stream. Fewer fields are parsed faster, so a query leaves out what it does not need."""
    schema = {
        field: pl.List(pl.String) if field == "audience_ids" else pl.String
        for field in STREAMS[stream]
        if field not in leave_out
    }
    paths = files(options, stream)
    return pl.scan_ndjson(paths, schema=schema) if paths else pl.LazyFrame(schema=schema)


def before(stream, *fields, leave_out=()):
    """The lines before the cutoff, ids and times as numbers, which join faster than texts and take less memory.

    Folders are named after days, but nothing promises that a line lies in the folder of its day. So all are read.
    """
    # Without its Z, and in just this form, a time takes the fast way.
    ts = pl.col("ts").str.head(23).str.to_datetime("%Y-%m-%dT%H:%M:%S.%3f", time_unit="ms").cast(pl.Int64)
    ids = [name for name in ("account_id", "audience_id", "event_id") if name in STREAMS[stream]]
    hashes = [pl.col("id_hash").str.decode("hex")] if "id_hash" in STREAMS[stream] else []
    lists = (
        [pl.col("audience_ids").list.eval(pl.element().cast(pl.UInt64))] if "audience_ids" in STREAMS[stream] else []
    )
    return (
        read(stream, leave_out)
        .filter(pl.col("ts") < options.cutoff_text)
        .with_columns(ts, pl.col(ids).cast(pl.UInt64), *hashes, *lists)
        .select(*fields)
    )


def collect(frame):
    return frame.collect(engine="streaming")


def scan():
    counts = [collect(read(stream).select(pl.len().alias("lines"), pl.all().count())) for stream in STREAMS]
    answer(lines=sum(count["lines"][0] for count in counts))


def until_next(frame, key, *last):
    """From an event to the next one of the same key, or the cutoff. Of events at one instant a removal comes last, and so
    has the word: what it removes lasted for no time."""
    ordered = frame.sort(*key, "ts", *last)
    same = pl.all_horizontal(pl.col(name).eq_missing(pl.col(name).shift(-1)) for name in key)
    end = pl.when(same).then(pl.col("ts").shift(-1)).otherwise(CUTOFF)
    return ordered.with_columns(end.alias("end")).rename({"ts": "begin"}).filter(pl.col("begin") < pl.col("end"))


def without_repeats(lines, *smallest_first):
    """Of lines with one event id the earliest is the event, and of those the smallest. There are few or none."""
    key = ["account_id", "event_id"]
    repeated = lines.lazy().filter(pl.col("event_id").is_not_null()).group_by(key).len().filter(pl.col("len") > 1)
    repeated = collect(repeated.select(key))
    if repeated.is_empty():
        return lines
    first = (
        lines.join(repeated, on=key, how="semi")
        .sort("ts", *smallest_first)
        .unique(key, keep="first", maintain_order=True)
    )
    return pl.concat([lines.join(repeated, on=key, how="anti"), first])


def held():
    """When each purpose was held. A removal without a purpose removes all of them."""
    events = collect(before("identifiers", "account_id", "id_hash", "id_type", "purpose", "ts", IS_ADD))
    known = events.filter(pl.col("purpose").is_not_null())
    removed = events.filter(pl.col("purpose").is_null()).select(*IDENTIFIER, "ts", "is_add")
    removed = removed.join(known.select(*IDENTIFIER, "purpose"), on=IDENTIFIER).unique()
    kind = pl.lit("unclassified")
    for prefix, name in reversed(policy(options.policy)):
        below = (pl.col("purpose") == prefix) | pl.col("purpose").str.starts_with(prefix + ".")
        kind = pl.when(below).then(pl.lit(name)).otherwise(kind)
    events = pl.concat([known, removed], how="diagonal")
    events = events.with_columns(
        (~pl.col("is_add")).alias("is_removal"), (pl.col("id_type") == "email").alias("is_email")
    )
    intervals = until_next(events.lazy(), [*IDENTIFIER, "purpose"], "is_removal", "is_email").filter("is_add")
    return intervals.select(
        *IDENTIFIER,
        "id_type",
        "begin",
        "end",
        (kind == "restricted").alias("restricted"),
        (kind == "permitted").alias("permitted"),
    )


def during(prefix=""):
    return (pl.col("ts") >= pl.col(prefix + "begin")) & (pl.col("ts") < pl.col(prefix + "end"))


def count():
    holdings = collect(held())
    lines = collect(before("matches", *PAIR, "id_type", "id_hash", "ts", IS_ADD, "event_id"))
    matches = without_repeats(lines, "audience_id", "id_type", "id_hash").drop("event_id")
    del lines

    # Matches of an identifier that was held, with what it was held for. A match without a hash is a match of each
    # identifier that was listed and held then, and had its type if it names one.
    uploads = before("uploads", "audience_id", "id_hash", "ts", IS_ADD)
    listed = until_next(uploads, ["audience_id", "id_hash"], ~pl.col("is_add")).filter("is_add")
    nameless = matches.lazy().filter(pl.col("is_add") & pl.col("id_hash").is_null()).drop("id_hash", "is_add")
    key = [*PAIR, "id_hash", "ts"]
    verdict = [pl.col("restricted").all(), pl.col("permitted").any()]
    named = matches.lazy().filter(pl.col("is_add") & pl.col("id_hash").is_not_null()).select(key)
    named = named.join(holdings.lazy(), on=IDENTIFIER).filter(during()).group_by(key).agg(verdict)
    candidates = nameless.join(listed, on="audience_id").filter(during()).drop("begin", "end", "is_add")
    unnamed = (
        candidates.rename({"id_type": "wanted"})
        .join(holdings.lazy(), on=IDENTIFIER)
        .filter(during())
        .group_by(*key, "wanted")
        .agg(*verdict, (pl.col("wanted").is_null() | (pl.col("wanted") == pl.col("id_type"))).any().alias("fits"))
        .filter("fits")
    )
    attributed = collect(pl.concat([named, unnamed.select(*key, "restricted", "permitted")]))
    del holdings
    matched = attributed.filter("restricted")["account_id"].n_unique()

    # Only pairs with a restricted match can be sole. What became of each of their memberships: the latest event tells. A
    # removal without a hash ends all of them.
    pairs = attributed.lazy().filter("restricted").select(PAIR).unique()
    own = collect(matches.lazy().join(pairs, on=PAIR, how="semi").drop("id_type")).lazy()
    known = collect(attributed.lazy().join(pairs, on=PAIR, how="semi")).lazy()
    del matches, attributed
    removals = own.filter(~pl.col("is_add"))
    events = pl.concat(
        [
            known.with_columns(is_add=True),
            own.filter(pl.col("id_hash").is_not_null() & pl.col("is_add")).join(known, on=key, how="anti"),
            removals.filter(pl.col("id_hash").is_not_null()),
            removals.filter(pl.col("id_hash").is_null())
            .drop("id_hash")
            .join(known.select(*PAIR, "id_hash").unique(), on=PAIR),
        ],
        how="diagonal",
    )
    events = events.with_columns((~pl.col("is_add")).alias("is_removal"))
    memberships = until_next(events, [*PAIR, "id_hash"], "is_removal")
    memberships = collect(memberships.filter(pl.col("is_add") & (pl.col("restricted") | pl.col("permitted")))).lazy()
    audiences = before(
        "audiences", "audience_id", "ts", (pl.col("action").eq_missing(pl.lit("delete"))).alias("is_delete")
    )
    deleted = until_next(audiences, ["audience_id"], "is_delete").filter("is_delete")

    # When a pair was sole: sweep over the instants at which a number of its memberships changes.
    def change(frame, at, sign):
        return frame.select(
            *PAIR,
            pl.col(at).alias("ts"),
            *[(pl.col(name).cast(pl.Int32) * sign) for name in ("restricted", "permitted", "deleted")],
        )

    memberships = memberships.with_columns(deleted=False)
    deletions = memberships.select(PAIR).unique().join(deleted, on="audience_id")
    deletions = deletions.with_columns(restricted=False, permitted=False, deleted=True)
    numbers = ["restricted", "permitted", "deleted"]
    changes = pl.concat(
        [change(frame, at, sign) for frame in (memberships, deletions) for at, sign in (("begin", 1), ("end", -1))]
    )
    instants = changes.group_by(*PAIR, "ts").agg(pl.col(numbers).sum()).sort(*PAIR, "ts")
    # At the end of a pair all numbers are 0 again, so that the sums may run through all pairs.
    states = until_next(instants.sort(*PAIR, "ts").with_columns(pl.col(numbers).cum_sum()), PAIR)
    sole = states.filter((pl.col("restricted") > 0) & (pl.col("permitted") == 0) & (pl.col("deleted") == 0))
    sole = sole.select(*PAIR, "begin", "end").collect()

    accounts = sole.lazy().select("account_id").unique()
    shown = before("impressions", "account_id", "event_id", "ts", "audience_ids", leave_out=["line_item_id", "country"])
    shown = without_repeats(collect(shown.join(accounts, on="account_id", how="semi")), "audience_ids")
    shown = shown.lazy().select("account_id", "ts", pl.col("audience_ids").alias("audience_id")).explode("audience_id")
    reached = shown.join(sole.lazy(), on=PAIR).filter(during()).select(pl.col("account_id").n_unique())
    answer(matched=matched, solely_matched=sole["account_id"].n_unique(), reached=collect(reached).item())


scan() if options.scan else count()
