"""Runs one piece of a run as a child process, and takes its stream apart into blocks: what Spark's workers do.

The driver sends this file to them. See docs/cluster.md for the pieces and the form of blocks.
"""

import collections
import contextlib
import itertools
import json
import os
import struct
import tempfile
import time

from pyspark import SparkFiles
from pyspark.accumulators import AccumulatorParam

import retrace_hadoop
from retrace_child import Child, Patience, PieceFailed

# Exit statuses of the program that the same command would give again (docs/result.md): usage, data, no input, bug.
FINAL_STATUSES = (64, 65, 66, 70)

# The head of a block, as docs/cluster.md lays it out.
HEAD_BYTES = 64
MAGIC = b"RTXB"
PAYLOAD_BYTES_MAX = 1 << 30
HEADER, TRAILER = 0, 1
IDENTITIES, DEFERRED, OUTCOMES, EXPOSURES, PERSONS, EVIDENCE, CASE_ACCOUNTS = PART_KINDS = range(2, 9)

# Streams that are merged by one command: a command line has its limits.
STREAMS_MERGED = 500

Failure = collections.namedtuple("Failure", "status message")
Cost = collections.namedtuple("Cost", "child_seconds python_seconds bytes")


class FinalFailure(Exception):
    """A failure that running again won't change, with the status to end with."""

    def __init__(self, status, message):
        super().__init__(message)
        self.status = status


class Failures(AccumulatorParam):
    """How workers tell the driver of final failures, at once: a task that raises would be repeated."""

    def zero(self, value):
        return []

    def addInPlace(self, value1, value2):  # noqa: N802 (Spark's name)
        return value1 + value2


class Costs(AccumulatorParam):
    """What pieces took, attempts that failed left out."""

    def zero(self, value):
        return Cost(0.0, 0.0, 0)

    def addInPlace(self, value1, value2):  # noqa: N802 (Spark's name)
        return Cost(*(one + other for one, other in zip(value1, value2)))


def blocks_of(child):
    """The blocks of the stream that a child writes. Raises PieceFailed where it isn't one from header to trailer.

    Looks at heads only. What is in the blocks has checksums of its own, which the next piece checks.
    """
    number, kind = 0, None
    while head := child.read(HEAD_BYTES):
        if kind == TRAILER or len(head) < HEAD_BYTES or head[:4] != MAGIC:
            raise PieceFailed("The piece's output is no stream of blocks.")
        kind, (sequence,), (size,) = head[5], struct.unpack_from("<I", head, 24), struct.unpack_from("<I", head, 40)
        if sequence != number or (kind == HEADER) != (number == 0) or size > PAYLOAD_BYTES_MAX:
            raise PieceFailed("The piece's output lacks blocks.")
        payload = child.read(size)
        if len(payload) < size:
            break
        number += 1
        yield head + payload
    else:
        if kind == TRAILER:
            return
    # Why it was cut short, the child itself knows best.
    if child.finish() == 0:
        raise PieceFailed("The piece claims success, but its output ends before its trailer.")


def run(command, patience, feed=(), costs=None):
    """Runs one attempt at a piece and yields the blocks that it writes.

    Raises PieceFailed where another attempt may do better and FinalFailure where none will; what was yielded until then
    counts for nothing.
    """
    started, moved = time.process_time(), 0
    child = Child(command, patience)
    try:
        child.feed(feed)
        for block in blocks_of(child):
            moved += len(block)
            yield block
        status = child.finish()
        if status in FINAL_STATUSES:
            raise FinalFailure(status, child.message)
        if status != 0:
            raise PieceFailed(f"{command[1]} ended with status {status}. {child.message}")
        if costs is not None:
            costs.add(Cost(child.seconds, time.process_time() - started, moved))
    finally:
        child.end()


class Worker:
    """What pieces need wherever they run. Goes to Spark's workers with their tasks."""

    def __init__(self, options, parts, files, failures, costs):
        self.program, self.memory, self.threads = options.retrace, options.memory, options.threads
        self.heartbeat, self.patience, self.stall = options.heartbeat, options.patience, options.stall
        self.parts = parts
        # Names that Spark has sent files under.
        self.files = files
        self.failures = failures
        self.costs = costs

    @property
    def side(self):
        """The partition of the shuffle that takes what isn't of any part."""
        return self.parts

    def place(self, file):
        return SparkFiles.get(self.files[file])

    def run(self, command, feed=()):
        """The blocks that one attempt at a piece writes."""
        return run(command, Patience(self.patience, self.stall), feed, self.costs)

    def command(self, name, scratch, *more, known=None):
        shared = ["--job", self.place("job"), "--output", "-", "--work-dir", scratch, "--memory", self.memory]
        shared += ["--threads", str(self.threads), "--heartbeat", str(self.heartbeat)]
        # --known takes several streams: another option must follow.
        return [self.program, name, *(["--known", SparkFiles.get(known)] if known else []), *shared, *more]

    def routed(self, blocks):
        """Blocks that are of a part, and then all others of the stream as one value of the side's partition."""
        rest = []
        try:
            for block in blocks:
                if block[5] in PART_KINDS:
                    yield struct.unpack_from("<I", block, 28)[0], block
                else:
                    rest.append(block)
            if rest:
                yield self.side, b"".join(rest)
        except FinalFailure as failure:
            self.failures.add([Failure(failure.status, str(failure))])
            yield self.side, Failure(failure.status, str(failure))

    def map(self, stage, tasks, known, task):
        """The blocks that one piece maps its files to."""
        with scratch_folder() as scratch:
            if "configuration" in self.files:
                blocks = self.mapped_from_hadoop(stage, tasks, known, task, scratch)
            else:
                command = self.command(
                    "map", scratch, "--stage", stage, "--files-from", self.place("files"), "--task", str(task),
                    "--tasks", str(tasks), known=known)
                blocks = self.run(command)
            yield from self.routed(blocks)

    def mapped_from_hadoop(self, stage, tasks, known, task, scratch):
        """The blocks of a piece whose files come by Hadoop."""
        with open(self.place("files"), encoding="utf-8") as lines:
            files = retrace_hadoop.share([json.loads(line) for line in lines], stage, task, tasks)
        if not files:
            return
        contents = retrace_hadoop.Contents(files, scratch, self.place("configuration"), self.patience)
        command = self.command(
            "map", scratch, "--stage", stage, "--files-from", contents.write_list(), "--contents", "-", known=known)
        with contextlib.closing(contents.chunks()) as chunks:
            yield from self.run(command, chunks)

    def reduce(self, stage, known, part, items):
        """The blocks that one part is reduced to."""
        blocks = (block for _, block in items)
        first = next(blocks, None)
        if first is None or part == self.side:
            return
        with scratch_folder() as scratch:
            command = self.command(
                "reduce", scratch, "--stage", stage, "--task", str(part), "--tasks", str(self.parts), "--blocks", "-",
                known=known)
            yield from self.routed(self.run(command, itertools.chain([first], blocks)))

    def merge(self, known, items):
        """Merges what pieces found beside their records. Returns a stream in pieces, or a failure."""
        with scratch_folder() as scratch:
            streams = [SparkFiles.get(known)] if known else []
            for number, (_, stream) in enumerate(items):
                if isinstance(stream, Failure):
                    return [stream]
                streams.append(os.path.join(scratch, f"side-{number}"))
                with open(streams[-1], "wb") as file:
                    file.write(stream)
            try:
                while len(streams) > STREAMS_MERGED:
                    streams = [self.merged(streams[:STREAMS_MERGED], scratch), *streams[STREAMS_MERGED:]]
                command = self.command("merge", scratch, *streams)
                return list(self.run(command))
            except FinalFailure as failure:
                return [Failure(failure.status, str(failure))]

    def merged(self, streams, scratch):
        descriptor, path = tempfile.mkstemp(dir=scratch)
        with open(descriptor, "wb") as file:
            file.writelines(self.run(self.command("merge", scratch, *streams)))
        return path


def scratch_folder():
    """A folder for temporary files on a disk that Spark may use, removed in the end."""
    folders = os.environ.get("SPARK_LOCAL_DIRS", "")
    return tempfile.TemporaryDirectory(prefix="retrace-spark-", dir=folders.split(",")[0] or None)


def own_part(part):
    """Parts are numbers, and are their own partition."""
    return part


def with_kinds(kinds, item):
    """Whether an item of the shuffle is a block of such records."""
    _, block = item
    return isinstance(block, bytes) and block[5] in kinds
