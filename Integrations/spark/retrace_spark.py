"""Replays logs on a Spark cluster, and gives the bytes that one machine gives.

Spark places, watches and repeats the pieces of a run, and its shuffle carries their records from one to the next; the
pieces are the commands of docs/cluster.md. See docs/spark.md.
"""

import argparse
import functools
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time

from pyspark.sql import SparkSession

import retrace_child
import retrace_hadoop
import retrace_piece
from retrace_piece import Cost, Costs, Failure, Failures, FinalFailure, Worker

USAGE, TRY_AGAIN, INCOMPLETE = 64, 75, 3

# Of logs as stored, for each part and for each task, when nothing else is asked for.
BYTES_PER_SHARE = 256 << 20
PARTS_MAX = 1 << 16

# Options that mean what they mean to 'retrace replay': docs/result.md and what it names.
PLAN_OPTIONS = {
    "--time-zone": "of a cutoff that is a date (default: UTC)",
    "--mapping": "how foreign logs become streams of the model; only the driver reads it",
    "--set": "put a value over the mapping's; may be repeated",
    "--manifest": "which files there should be; only the driver reads it",
    "--sampling": "how a stream was sampled; may be repeated",
    "--clock-skew": "how far the clocks of services may be off",
    "--max-rejected": "give up with status 65 when more lines are rejected",
    "--window-log": "accept Zstandard windows up to 2^N bytes",
}


class ClusterRun:
    """One run: what all of its pieces share, and the jobs that Spark is given, in order."""

    def __init__(self, context, options, folder):
        self.context, self.options, self.folder = context, options, folder
        self.failures = context.accumulator([], Failures())
        self.costs = context.accumulator(Cost(0.0, 0.0, 0), Costs())
        self.worker, self.tasks, self.streams = None, 0, []

    def plan(self):
        """Lists the files, and fixes what all pieces must agree on."""
        root, uris = os.path.abspath(self.options.logs), None
        if retrace_hadoop.is_uri(self.options.logs):
            root = os.path.join(self.folder, "logs")
            uris = retrace_hadoop.write_stand_in(self.context, self.options.logs, root)
        size = sum(bytes_below(root))
        self.tasks = self.options.tasks or max(2 * self.context.defaultParallelism, -(-size // BYTES_PER_SHARE))
        parts = self.options.parts or min(PARTS_MAX, 1 << max(self.tasks - 1, size // BYTES_PER_SHARE).bit_length())
        self.program("plan", root, "--policy", self.options.policy, "--cutoff", self.options.cutoff,
                     *self.options.more, *(["--evidence"] if self.options.case else []), "--parts", str(parts), "--output", self.folder)
        self.read_job()
        with open(f"{self.folder}/files.jsonl", "rb") as files:
            self.tasks = max(1, min(self.tasks, sum(1 for _ in files)))
        sent = {}
        if uris is not None:
            retrace_hadoop.name_uris(os.path.join(self.folder, "files.jsonl"), uris)
            retrace_hadoop.write_configuration(self.context, os.path.join(self.folder, "configuration.xml"))
            sent["configuration"] = self.send("configuration.xml")
        sent.update(job=self.send("job.json"), files=self.send("files.jsonl"))
        self.options.threads = int(self.context.getConf().get("spark.task.cpus", "1"))
        self.worker = Worker(self.options, parts, sent, self.failures, self.costs)

    def read_job(self):
        """Reads what was planned; a case is to tell of the log root by the name that the user gave it."""
        path = os.path.join(self.folder, "job.json")
        with open(path, encoding="utf-8") as file:
            job = json.load(file)
        self.streams = job["streams"]
        if "case" in job:
            job["case"]["log_root"] = self.options.logs
            with open(path, "w", encoding="utf-8") as file:
                json.dump(job, file)

    def program(self, *arguments):
        """Runs a command on the driver. Returns its status."""
        child = subprocess.run([self.options.retrace, *arguments], stderr=subprocess.PIPE, check=False)
        if child.returncode not in (0, INCOMPLETE):
            status = child.returncode if child.returncode > 0 else TRY_AGAIN
            raise FinalFailure(status, child.stderr.decode("utf-8", "replace").strip())
        return child.returncode

    def send(self, name):
        """Gives a file of the run's folder to every machine. Returns the name that they find it by."""
        path = os.path.join(self.folder, f"{os.path.basename(self.folder)}-{name}")
        os.rename(os.path.join(self.folder, name), path)
        self.context.addFile(path)
        return os.path.basename(path)

    def run(self, items, function, partitions):
        """Runs a job, which ends at once when a piece has failed for good."""
        done = threading.Event()

        def watch():
            while not done.wait(0.2):
                if self.failures.value:
                    self.context.cancelAllJobs()

        watcher = threading.Thread(target=watch, daemon=True)
        watcher.start()
        try:
            return self.context.runJob(items, function, partitions)
        except Exception:
            if self.failures.value:
                raise FinalFailure(*self.failures.value[0]) from None
            raise
        finally:
            done.set()
            watcher.join()

    def map(self, stage, known):
        """What the files are mapped to."""
        task = functools.partial(self.worker.map, stage, self.tasks, known)
        return self.context.parallelize(range(self.tasks), self.tasks).flatMap(task)

    def reduce(self, stage, shuffled, known):
        """What the parts are reduced to."""
        return shuffled.mapPartitionsWithIndex(functools.partial(self.worker.reduce, stage, known))

    def shuffle(self, *items):
        """Brings the blocks of each part together, and what isn't of any part in a partition of its own."""
        return self.context.union(list(items)).partitionBy(self.worker.parts + 1, retrace_piece.own_part)

    def blocks(self, shuffled, *kinds):
        """Blocks of some kinds, for a later stage."""
        return shuffled.filter(functools.partial(retrace_piece.with_kinds, kinds))

    def learn(self, what, shuffled, known=None):
        """Has Spark do the work up to a shuffle, and merges what was found beside records. Returns its name."""
        self.context.setJobDescription(f"retrace: {what}")
        blocks = self.run(shuffled, functools.partial(self.worker.merge, known), [self.worker.side])
        if blocks and isinstance(blocks[0], Failure):
            raise FinalFailure(*blocks[0])
        name = f"{what}.known".replace(" ", "-")
        with open(os.path.join(self.folder, name), "wb") as file:
            file.writelines(blocks)
        return self.send(name)

    def replay(self):
        """Does the whole run in the order of docs/cluster.md. Returns the status to end with."""
        self.plan()
        mapped = self.shuffle(self.map("identities", None))
        known = self.learn("map identities", mapped)
        reduced = self.shuffle(self.reduce("identities", mapped, known))
        known = self.learn("reduce identities", reduced, known)
        outcomes = [self.blocks(reduced, retrace_piece.OUTCOMES, retrace_piece.EVIDENCE)]

        if "uploads" in self.streams:
            mapped = self.shuffle(self.blocks(reduced, retrace_piece.DEFERRED), self.map("uploads", known))
            known = self.learn("map uploads", mapped, known)
            reduced = self.shuffle(self.reduce("uploads", mapped, known))
            known = self.learn("reduce uploads", reduced, known)
            outcomes.append(self.blocks(reduced, retrace_piece.OUTCOMES, retrace_piece.EVIDENCE))

        mapped = self.shuffle(*outcomes, self.map("exposures", known))
        known = self.learn("map exposures", mapped, known)
        exposed = self.shuffle(self.reduce("exposures", mapped, known))
        known = self.learn("reduce exposures", exposed, known)
        if "accounts" in self.streams:
            persons = self.reduce("persons", self.blocks(exposed, retrace_piece.PERSONS), known)
            known = self.learn("reduce persons", self.shuffle(persons), known)
        return self.result(known, self.case(exposed))

    def case(self, exposed):
        """Fetches what a case is made of, part by part. Returns the options that have it written."""
        if not self.options.case:
            return []
        self.context.setJobDescription("retrace: fetch the case")
        path = os.path.join(self.folder, "case-accounts")
        with open(path, "wb") as file:
            for _, block in self.blocks(exposed, retrace_piece.CASE_ACCOUNTS).toLocalIterator(prefetchPartitions=True):
                file.write(block)
        return ["--case", self.options.case, "--evidence", path, *(["--force"] if self.options.force else [])]

    def result(self, known, case):
        """Writes the result of the run, and its case. Returns the status to end with."""
        job, stream = (os.path.join(self.folder, name) for name in (self.worker.files["job"], known))
        return self.program("merge", "--job", job, "--result", "--memory", self.options.memory, *case, "--output",
                            self.options.output, stream)


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
        self.exit(USAGE, f"{self.prog}: {message}\n")


def parse_options(arguments):
    parser = OptionParser(
        prog="retrace_spark.py", description="Replay logs on a Spark cluster: the same bytes as 'retrace replay'.")
    parser.add_argument("--logs", required=True, help="the log root: a path that all machines see, or Hadoop's URI")
    parser.add_argument("--policy", required=True, help="the policy; only the driver reads it")
    parser.add_argument("--cutoff", required=True, help="a date, or an RFC 3339 instant")
    parser.add_argument("--output", required=True, help="the result to write, on the driver")
    parser.add_argument("--case", help="the case to write, on the driver: every affected account with its log lines")
    parser.add_argument("--force", action="store_true", help="replace a case that is there already")
    parser.add_argument("--work-dir", help="the driver's folder for temporary files (default: TMPDIR, or /tmp)")
    parser.add_argument("--retrace", default="retrace", help="the program, as workers find it (default: retrace)")
    parser.add_argument("--parts", type=int, help="parts to divide accounts into, a power of two (default: by size)")
    parser.add_argument("--tasks", type=int, help="pieces that map, in each stage (default: by size and cores)")
    parser.add_argument("--memory", default="1GiB", help="memory of each piece, outside of the JVM (default: 1GiB)")
    parser.add_argument("--heartbeat", type=int, default=10, help="seconds between signs of life (default: 10)")
    parser.add_argument("--patience", type=int, default=60, help="seconds without one that end a piece (default: 60)")
    parser.add_argument("--stall", type=int, default=600, help="seconds without progress that do (default: 600)")
    for name, text in PLAN_OPTIONS.items():
        parser.add_argument(name, action="append", default=[], help=text)
    options = parser.parse_args(arguments)
    options.more = [
        text for name in PLAN_OPTIONS for value in getattr(options, name[2:].replace("-", "_"))
        for text in (name, value)]
    if shutil.which(options.retrace) is None:
        parser.error(f"There is no program '{options.retrace}'. Say where it is with --retrace.")
    if options.heartbeat < 1 or min(options.patience, options.stall) < 2 * options.heartbeat:
        parser.error("--heartbeat takes 1 or more, --patience and --stall twice that or more.")
    if options.tasks is not None and options.tasks < 1:
        parser.error("--tasks takes 1 or more.")
    return options


def main(arguments):
    options = parse_options(arguments)
    started = time.monotonic()
    session = SparkSession.builder.appName("retrace").getOrCreate()
    folder = None
    try:
        for module in (retrace_child, retrace_hadoop, retrace_piece):
            session.sparkContext.addPyFile(module.__file__)
        folder = tempfile.mkdtemp(prefix="retrace-run-", dir=options.work_dir)
        run = ClusterRun(session.sparkContext, options, folder)
        status = run.replay()
        cost = run.costs.value
        own = resource.getrusage(resource.RUSAGE_CHILDREN)
        program = cost.child_seconds + own.ru_utime + own.ru_stime
        print(f"retrace_spark: {time.monotonic() - started:.1f} s; the program took {program:.1f} s of CPU, and "
              f"Python {cost.python_seconds:.1f} s beside them; {cost.bytes / 1e6:.1f} MB of blocks.", file=sys.stderr)
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
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
