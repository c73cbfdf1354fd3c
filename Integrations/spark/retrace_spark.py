"""Replays logs on a Spark cluster, and gives the bytes that one machine gives.

Spark places, watches and repeats the pieces of a run; the pieces are the commands of docs/cluster.md. Data goes from
stage to stage by a folder that all machines see, and not through Spark's own shuffle. See docs/spark.md.
"""

import argparse
import collections
import ctypes
import os
import select
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time
import uuid

from pyspark.sql import SparkSession

# Exit statuses of the program that the same command would give again (docs/result.md): usage, data, no input, bug.
FINAL_STATUSES = (64, 65, 66, 70)
TRY_AGAIN = 75
INCOMPLETE = 3

ATTEMPTS_ON_DRIVER = 4
MESSAGE_LINES = 20

# Of logs as stored, for each part and for each task, when nothing else is asked for.
BYTES_PER_SHARE = 256 << 20
PARTS_MAX = 1 << 16

# The head of a block in a stream, as docs/cluster.md lays it out.
HEAD_BYTES = 64
STREAM_MAGIC = b"RTXB"
KIND_TRAILER = 1

PieceResult = collections.namedtuple("PieceResult", "status message path cpu_seconds bytes_written")


class PieceFailed(Exception):
    """A piece that may be run again: what Spark repeats."""


class FinalFailure(Exception):
    """A failure that running again won't change, with the status to end with."""

    def __init__(self, status, message):
        super().__init__(message)
        self.status = status


def is_whole_stream(path):
    """Whether a stream goes from block to block up to a trailer, and ends there.

    Reads heads only. What is in the blocks has checksums of its own, which the next piece checks.
    """
    kind = None
    try:
        size = os.path.getsize(path)
        with open(path, "rb") as stream:
            position = 0
            while position < size:
                stream.seek(position)
                head = stream.read(HEAD_BYTES)
                if len(head) < HEAD_BYTES or head[:4] != STREAM_MAGIC:
                    return False
                kind = head[5]
                position += HEAD_BYTES + struct.unpack_from("<I", head, 40)[0]
    except OSError:
        return False
    return position == size and kind == KIND_TRAILER


def end_with_parent():
    """Lets the system kill the child when this process dies, so that nothing runs on for a task that Spark gave up."""
    death_signal_option = 1
    ctypes.CDLL(None).prctl(death_signal_option, signal.SIGKILL)


def follow(child, patience):
    """Reads what the child says until it ends. Returns its last lines, heartbeats left out.

    Raises PieceFailed when it says nothing for `patience` seconds.
    """
    lines = collections.deque(maxlen=MESSAGE_LINES)
    descriptor = child.stderr.fileno()
    rest = b""
    while True:
        ready, _, _ = select.select([descriptor], [], [], patience)
        if not ready:
            raise PieceFailed(f"The piece gave no sign of life for {patience} seconds and was ended.")
        chunk = os.read(descriptor, 1 << 16)
        if not chunk:
            return "\n".join(lines)
        *whole, rest = (rest + chunk).split(b"\n")
        texts = (line.decode("utf-8", "replace") for line in whole)
        lines.extend(text for text in texts if "retrace: heartbeat:" not in text)


def run_command(command, patience):
    """Runs a command of the program to its end. Returns its status, its message, and the CPU seconds it took."""
    child = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True, preexec_fn=end_with_parent)
    try:
        message = follow(child, patience)
    except BaseException:
        os.killpg(child.pid, signal.SIGKILL)
        raise
    finally:
        _, wait_status, usage = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(wait_status)
        child.stderr.close()
    return child.returncode, message, usage.ru_utime + usage.ru_stime


def run_piece(arguments, output, settings):
    """Runs one attempt at one piece, which writes a stream under a name that no other attempt has.

    Raises PieceFailed where another attempt may do better. A final failure is a result, since Spark would repeat a task
    that raises.
    """
    path = f"{output}.{uuid.uuid4().hex}"
    with tempfile.TemporaryDirectory(prefix="retrace-spark-") as scratch:
        command = [settings["retrace"], *arguments[:1], "--job", settings["job"], "--output", path]
        command += ["--work-dir", scratch, "--threads", str(settings["threads"]), "--memory", settings["memory"]]
        command += ["--heartbeat", str(settings["heartbeat"]), *arguments[1:]]
        status, message, cpu_seconds = run_command(command, settings["patience"])
    if status in FINAL_STATUSES:
        return PieceResult(status, message, None, cpu_seconds, 0)
    if status != 0:
        raise PieceFailed(f"retrace {arguments[0]} ended with status {status}. {message}")
    if not is_whole_stream(path):
        raise PieceFailed(f"retrace {arguments[0]} claims success, but '{path}' is not whole.")
    return PieceResult(0, message, path, cpu_seconds, os.path.getsize(path))


class ClusterRun:
    """One run: its folder, what all of its pieces share, and what they took."""

    def __init__(self, context, options, folder):
        self.context = context
        self.folder = folder
        self.map_tasks = self.reduce_tasks = 0
        self.options = options
        self.cpu_seconds = 0.0
        self.bytes_written = 0
        self.settings = {
            "retrace": options.retrace, "job": f"{folder}/job.json", "memory": options.memory,
            "threads": int(context.getConf().get("spark.task.cpus", "1")),
            "heartbeat": options.heartbeat, "patience": options.patience,
        }

    def plan(self):
        """Lists the files, and fixes what all pieces must agree on."""
        size = sum(bytes_below(self.options.logs))
        tasks = self.options.tasks or max(2 * self.context.defaultParallelism, -(-size // BYTES_PER_SHARE))
        parts = self.options.parts or min(PARTS_MAX, 1 << max(tasks - 1, size // BYTES_PER_SHARE).bit_length())
        command = [self.options.retrace, "plan", os.path.abspath(self.options.logs), "--policy", self.options.policy]
        command += ["--cutoff", self.options.cutoff, "--time-zone", self.options.time_zone]
        command += ["--parts", str(parts), "--output", self.folder]
        status, message, cpu_seconds = run_command(command, None)
        if status != 0:
            raise FinalFailure(status if status > 0 else TRY_AGAIN, message)
        self.cpu_seconds += cpu_seconds
        with open(f"{self.folder}/files.jsonl", "rb") as files:
            self.map_tasks = max(1, min(tasks, sum(1 for _ in files)))
        self.reduce_tasks = min(tasks, parts)

    def accept(self, results):
        """Takes the results of pieces that Spark let count, and returns the streams they wrote."""
        for result in results:
            if result.status != 0:
                raise FinalFailure(result.status, result.message)
            self.cpu_seconds += result.cpu_seconds
            self.bytes_written += result.bytes_written
        return [result.path for result in results]

    def stage(self, kind, name, tasks, options, streams=()):
        """Has Spark run the pieces of a stage. Returns the streams of those attempts whose results it took."""
        output, settings = f"{self.folder}/{kind}-{name}", self.settings

        def attempt(task):
            arguments = [kind, "--stage", name, *options, "--task", str(task), "--tasks", str(tasks), *streams]
            # A class of this script is none that a worker could name.
            return tuple(run_piece(arguments, f"{output}-{task}", settings))

        self.context.setJobDescription(f"retrace {kind}, {name}")
        results = self.context.parallelize(range(tasks), tasks).map(attempt).collect()
        return self.accept([PieceResult(*result) for result in results])

    def map(self, name, known=()):
        """Maps the files for a stage."""
        files = ["--files-from", f"{self.folder}/files.jsonl"]
        return self.stage("map", name, self.map_tasks, [*known_option(known), *files])

    def reduce(self, name, streams, known=()):
        """Reduces the parts of a stage."""
        return self.stage("reduce", name, self.reduce_tasks, known_option(known), streams)

    def merge(self, name, streams):
        """Merges, on the driver, what earlier pieces found."""
        for attempt in range(1, ATTEMPTS_ON_DRIVER + 1):
            try:
                return self.accept([run_piece(["merge", *streams], f"{self.folder}/{name}", self.settings)])
            except PieceFailed:
                if attempt == ATTEMPTS_ON_DRIVER:
                    raise

    def result(self, streams):
        """Writes the result of the run. Returns the status to end with."""
        command = [self.options.retrace, "merge", "--job", self.settings["job"], "--result", "--memory",
                   self.options.memory, "--output", self.options.output, *streams]
        status, message, cpu_seconds = run_command(command, None)
        self.cpu_seconds += cpu_seconds
        if status not in (0, INCOMPLETE):
            raise FinalFailure(status if status > 0 else TRY_AGAIN, message)
        return status

    def replay(self):
        """Does the whole run in the order of docs/cluster.md. Returns the status to end with."""
        self.plan()
        mapped = self.map("identities")
        known = self.merge("known-1", mapped)
        reduced = self.reduce("identities", mapped, known)

        known = self.merge("known-2", known + reduced)
        mapped = self.map("uploads", known)
        reduced_late = self.reduce("uploads", reduced + mapped, known)

        known = self.merge("known-3", known + mapped + reduced_late)
        mapped = self.map("exposures", known)
        exposed = self.reduce("exposures", reduced + reduced_late + mapped, known)
        persons = self.reduce("persons", exposed)
        return self.result(known + mapped + exposed + persons)


def known_option(streams):
    """The option that tells a piece what is known; others must follow before any streams."""
    return ["--known", *streams] if streams else []


def bytes_below(folder):
    """The sizes of all files in a folder and those below."""
    for parent, _, names in os.walk(folder):
        for name in names:
            try:
                yield os.path.getsize(os.path.join(parent, name))
            except OSError:
                # The program says what is wrong with the file.
                continue


class OptionParser(argparse.ArgumentParser):
    """A parser that ends with the program's own status for wrong usage."""

    def error(self, message):
        self.print_usage(sys.stderr)
        self.exit(FINAL_STATUSES[0], f"{self.prog}: {message}\n")


def parse_options(arguments):
    parser = OptionParser(
        prog="retrace_spark.py", description="Replay logs on a Spark cluster: the same bytes as 'retrace replay'.")
    parser.add_argument("--logs", required=True, help="the log root, under a path that all machines see")
    parser.add_argument("--policy", required=True, help="the policy; only the driver reads it")
    parser.add_argument("--cutoff", required=True, help="a date, or an RFC 3339 instant")
    parser.add_argument("--time-zone", default="UTC", help="of a cutoff that is a date (default: UTC)")
    parser.add_argument("--output", required=True, help="the result to write, on the driver")
    parser.add_argument("--work-dir", help="a folder that all machines see (default: the folder of the output)")
    parser.add_argument("--retrace", default="retrace", help="the program, as workers find it (default: retrace)")
    parser.add_argument("--parts", type=int, help="parts to divide accounts into, a power of two (default: by size)")
    parser.add_argument("--tasks", type=int, help="pieces in each stage (default: by size and cores)")
    parser.add_argument("--memory", default="1GiB", help="memory of each piece, outside of the JVM (default: 1GiB)")
    parser.add_argument("--heartbeat", type=int, default=10, help="seconds between signs of life (default: 10)")
    parser.add_argument("--patience", type=int, default=60, help="seconds without one that end a piece (default: 60)")
    options = parser.parse_args(arguments)
    if shutil.which(options.retrace) is None:
        parser.error(f"There is no program '{options.retrace}'. Say where it is with --retrace.")
    if options.patience < 2 * options.heartbeat:
        parser.error("--patience takes twice --heartbeat or more.")
    if options.tasks is not None and options.tasks < 1:
        parser.error("--tasks takes 1 or more.")
    return options


def main(arguments):
    options = parse_options(arguments)
    started = time.monotonic()
    session = SparkSession.builder.appName("retrace").getOrCreate()
    shared = options.work_dir or os.path.dirname(os.path.abspath(options.output))
    folder = None
    try:
        folder = tempfile.mkdtemp(prefix="retrace-run-", dir=os.path.abspath(shared))
        run = ClusterRun(session.sparkContext, options, folder)
        status = run.replay()
        print(f"retrace_spark: {time.monotonic() - started:.1f} s; pieces took {run.cpu_seconds:.1f} s of CPU and "
              f"wrote {run.bytes_written / 1e6:.1f} MB of streams.", file=sys.stderr)
        return status
    except FinalFailure as failure:
        print(failure, file=sys.stderr)
        return failure.status
    except Exception as failure:  # Spark's own class of a job that failed depends on where it failed.
        print(f"retrace_spark: The job failed and may be tried again. {failure}", file=sys.stderr)
        return TRY_AGAIN
    finally:
        session.stop()
        if folder:
            # Attempts that Spark gave up may still be ending.
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
