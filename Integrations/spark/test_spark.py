"""Runs retrace_spark.py on a standalone cluster on this machine, and lets things go wrong.

Usage: test_spark.py --retrace PATH [test …]
"""

import argparse
import contextlib
import functools
import os
import pathlib
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

from ftp_server import FTP, Cut
from local_cluster import LIMIT, WORKER_HOSTS, Cluster, wait_for
from retrace_child import Patience, PieceFailed

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]

# What the program's stand-in does in its first attempt at a piece; $first is a folder that it made, $real the program.
FAULTS = {
    "crash": "kill -KILL $$",
    "hang": "exec sleep 1000",
    # Its heart beats, and nothing gets done.
    "stall": 'while :; do echo "retrace: heartbeat: 0 of 7 bytes read" >&2; sleep 1; done',
    "truncate": '"$real" "$@" | head --bytes=-9; exit 0',
    "lose": '"$real" "$@" | head --bytes=0; exit 0',
    # Waits to be killed from outside, as one that gets on.
    "wait": 'echo $$ >"$first/pid"; for ((n = 0; ; n++)); do echo "retrace: heartbeat: $n" >&2; sleep 1; done',
    # Waits for a second attempt to be started beside it, as only speculation does.
    "slow": 'for ((n = 0; ; n++)); do [ -e "$first/second" ] && break; echo "retrace: heartbeat: $n" >&2; sleep 0.2; done',
    "temporary": "echo 'Try again.' >&2; exit 75",
    "final": "echo 'This stays wrong.' >&2; exit 65",
}
WRAPPER = """#!/usr/bin/env bash
real={real}
case "$1 $* " in
{cases}
esac
exec "$real" "$@"
"""
CASE = """'{kind} '*' --stage {stage} '*'--task {task} '*)
    first={first}
    if mkdir "$first" 2>/dev/null; then {fault}; else echo >>"$first/second"; fi;;
"""


class Fault:
    """Something that goes wrong in the first attempt at a piece."""

    def __init__(self, name, kind, stage, task=0):
        self.name, self.kind, self.stage, self.task = name, kind, stage, task
        self.first = None

    def case(self, work):
        self.first = work / f"first-{self.kind}-{self.stage}-{self.task}"
        return CASE.format(
            kind=self.kind, stage=self.stage, task=self.task, first=shlex.quote(str(self.first)), fault=FAULTS[self.name])

    @property
    def was_repeated(self):
        return (self.first / "second").exists()


def parent_of(process):
    return int(pathlib.Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[1])


def is_alive(process):
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        return pathlib.Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def ancestor_running(process, name):
    """The nearest process above that has `name` in its command line."""
    while process > 1:
        if name.encode() in pathlib.Path(f"/proc/{process}/cmdline").read_bytes():
            return process
        process = parent_of(process)
    raise LookupError(f"no {name} above")


class SparkTests(unittest.TestCase):
    """The same bytes as on one machine, whatever happens. `retrace` is set before the tests are run."""

    retrace = None

    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="retrace-test-spark-"))
        cls.addClassCleanup(shutil.rmtree, cls.folder, ignore_errors=True)
        cls.cluster = Cluster(cls.folder)
        cls.addClassCleanup(cls.cluster.stop)
        cls.cluster.start()

    def setUp(self):
        self.work = pathlib.Path(tempfile.mkdtemp(dir=self.folder))

    @classmethod
    @functools.cache
    def logs(cls, kind):
        """Generated logs, and the status and bytes of a replay on one machine."""
        folder = cls.folder / kind
        untidy = ["--untidy"] if kind == "untidy" else []
        subprocess.run(
            [cls.retrace, "generate", "contact-sources-2018", "--accounts", "1000", *untidy, "--output", folder],
            check=True, capture_output=True)
        expected = folder / "expected.json"
        replay = [cls.retrace, "replay", *cls.question(folder)[1:], "--format", "json", "--quiet", "--output", expected]
        status = subprocess.run(replay, check=False, capture_output=True).returncode
        return folder, status, expected.read_bytes()

    @staticmethod
    def question(folder):
        return ["--logs", f"{folder}/logs", "--policy", f"{folder}/policy.yaml", "--cutoff", "2018-10-08",
                "--time-zone", "America/Los_Angeles"]

    def wrapper(self, faults):
        """A program that does what `retrace` does, but for the faults."""
        path = self.work / "retrace"
        path.write_text(WRAPPER.format(
            real=shlex.quote(str(self.retrace)), cases="".join(fault.case(self.work) for fault in faults)))
        path.chmod(0o755)
        return path

    def start(self, faults=(), logs="tidy", root=None, patience=60, stall=600, spark=(), more=()):
        folder, _, _ = self.logs(logs)
        question = self.question(folder)
        if root:
            question[1] = root
        command = [
            *self.cluster.submit(*spark), HERE / "retrace_spark.py", *question, "--output", self.work / "result.json",
            "--work-dir", self.work, "--retrace", self.wrapper(faults) if faults else self.retrace, "--tasks", "4",
            "--parts", "8", "--heartbeat", "1", "--patience", str(patience), "--stall", str(stall), "--memory", "64MiB",
            *more]
        with open(self.work / "log", "wb") as log:
            return subprocess.Popen(command, env=self.cluster.environment(), stdout=log, stderr=subprocess.STDOUT)

    def log(self):
        return (self.work / "log").read_text()

    def check(self, job, logs="tidy"):
        """Waits for the job, and compares its bytes with those of one machine."""
        _, status, expected = self.logs(logs)
        self.assertEqual(job.wait(LIMIT), status, self.log()[-4000:])
        self.assertEqual((self.work / "result.json").read_bytes() == expected, True, "other bytes than on one machine")
        self.assertEqual(list(self.work.glob("retrace-run-*")), [], "the run's folder is left")
        print([line for line in self.log().splitlines() if line.startswith("retrace_spark:")][-1], file=sys.stderr)

    def kill_above_piece(self, name, fault):
        """Kills the process `name` that a piece is run by, while it runs. The piece must die with it."""
        note = fault.first / "pid"
        piece = int(wait_for("the piece", lambda: note.exists() and note.read_text().strip()))
        os.kill(ancestor_running(piece, name), signal.SIGKILL)
        wait_for("the end of the piece", lambda: not is_alive(piece))

    def survive(self, faults, said, **options):
        """Has pieces fail, and what was `said` of each stand in the log."""
        self.check(self.start(faults, **options))
        for fault, words in zip(faults, said):
            self.assertTrue(fault.was_repeated, f"{fault.name}: nothing was run again")
            self.assertIn(words, self.log())

    def test_untidy(self):
        self.check(self.start(logs="untidy"), logs="untidy")

    def test_case(self):
        alone, cluster = self.case_alone("tidy"), self.work / "cluster.retrace"
        self.check(self.start(more=["--case", cluster]))
        self.compare_cases(alone, cluster)
        self.assertEqual(*(self.rows(case, "SELECT log_root FROM run") for case in (alone, cluster)))

    def test_logs_by_ftp(self):
        """Through a client of Hadoop's, to files that no path leads to, two of which don't come whole at first: names, hashes
        and lines of the case, too, are those of one machine that has the files."""
        folder, _, _ = self.logs("untidy")
        alone, cluster = self.case_alone("untidy"), self.work / "cluster.retrace"
        files = [path for path in (folder / "logs/matches").rglob("*") if path.is_file() and path.stat().st_size > 1]
        names = [str(path.relative_to(folder / "logs")) for path in (min(files), max(files))]
        cuts = [Cut(names[0], is_silent=False), Cut(names[1], is_silent=True)]
        with FTP(folder / "logs", cuts) as server:
            self.check(
                self.start(logs="untidy", root=f"{server.uri}/", spark=server.conf, more=["--case", cluster]), logs="untidy")
        self.compare_cases(alone, cluster)
        self.assertEqual([cut.count > 1 for cut in cuts], [True, True], "nothing was read again")
        for name in names:
            self.assertRegex(self.log(), f"{re.escape(name)}' (has not|ends before) the [0-9]+ bytes that it had")

    def case_alone(self, logs):
        """A case by one machine."""
        folder, status, _ = self.logs(logs)
        case = self.work / "alone.retrace"
        replay = [self.retrace, "replay", *self.question(folder)[1:], "--quiet", "--case", case]
        self.assertEqual(subprocess.run(replay, check=False, capture_output=True).returncode, status)
        return case

    @staticmethod
    def rows(case, query):
        return subprocess.run(["sqlite3", case, query], check=True, capture_output=True).stdout

    def compare_cases(self, *cases):
        """A case lists the same people for every count, and says the same of each, of the run, and of its files."""
        queries = [
            "SELECT account, kind, ts, file, line, text, hash, id_type, verdict, decides FROM events ORDER BY account, number",
            "SELECT * FROM inputs ORDER BY id", "SELECT * FROM counts", "SELECT * FROM document ORDER BY name",
            "SELECT cutoff, time_zone, has_persons, policy FROM run"]
        said = [[self.rows(case, query) for query in queries] + [
            subprocess.run(command, check=True, capture_output=True).stdout for command in (
                [self.retrace, "export", "--case", case, "--count", "matched", "--bound", "upper"],
                [self.retrace, "recount", "--case", case, "--cutoff", "2018-06-01", "--format", "json"])]
            for case in cases]
        for one, other in zip(*said):
            self.assertGreater(len(one), 20)
            self.assertEqual(one == other, True, "another case than on one machine")

    def test_page_is_literal(self):
        """The commands of docs/spark.md, from pip to the result, as they stand there."""
        page = (ROOT / "docs/spark.md").read_text()
        commands = page.split("## Five commands\n\n```\n")[1].split("```")[0]
        path = f"{pathlib.Path(sys.executable).parent}:{os.environ['PATH']}"
        # A debug build is installed where it is what is tested, as there may be no other.
        flags = " -- RELEASE=" if self.retrace.parent.name == "debug" else ""
        environment = dict(
            self.cluster.environment(), MAKEFLAGS=flags, HOME=str(self.work), MASTER=self.cluster.master, PATH=path, XDG_CACHE_HOME=str(
                pathlib.Path.home() / ".cache"))
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", commands], cwd=ROOT, env=environment, check=False, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.assertEqual(done.returncode, 0, done.stdout[-4000:])
        demo = self.work / "demo"
        alone = subprocess.run(
            [self.retrace, "replay", demo / "logs", "--policy", demo / "policy.yaml", "--cutoff", "2018-10-08", "--format",
             "json"], check=True, capture_output=True)
        self.assertEqual((demo / "result.json").read_bytes() == alone.stdout, True, "other bytes than on one machine")

    def test_executors_killed(self):
        faults = [Fault("wait", "map", "identities"), Fault("wait", "reduce", "exposures")]
        job = self.start(faults)
        for fault in faults:
            self.kill_above_piece("CoarseGrainedExecutorBackend", fault)
        self.check(job)
        self.assertTrue(all(fault.was_repeated for fault in faults), "nothing was run again")

    def test_workers_killed(self):
        faults = [Fault("wait", "reduce", "identities"), Fault("wait", "map", "exposures")]
        job = self.start(faults)
        for fault in faults:
            self.kill_above_piece("org.apache.spark.deploy.worker.Worker", fault)
            self.replace_worker()
        self.check(job)
        self.assertTrue(all(fault.was_repeated for fault in faults), "nothing was run again")

    def replace_worker(self):
        lost = wait_for("the end of a worker", lambda: next(
            (process for process in self.cluster.processes if process.poll() is not None), None))
        self.cluster.start_worker(WORKER_HOSTS[self.cluster.processes.index(lost) - 1])
        self.cluster.processes[self.cluster.processes.index(lost)] = self.cluster.processes.pop()
        wait_for("the worker", lambda: self.cluster.workers_alive() == len(WORKER_HOSTS))

    def test_pieces_fail(self):
        faults = [Fault("crash", "map", "identities"), Fault("temporary", "reduce", "identities"),
                  Fault("truncate", "map", "exposures"), Fault("lose", "reduce", "exposures")]
        self.survive(faults, ["ended with status -9", "ended with status 75", "ends before its trailer",
                              "ends before its trailer"])

    def test_pieces_hang(self):
        faults = [Fault("hang", "reduce", "identities"), Fault("stall", "reduce", "identities", task=1)]
        self.survive(faults, ["no sign of life for 10 seconds", "no progress for 20 seconds"], patience=10, stall=20)

    def test_speculation(self):
        speculation = {"speculation": "true", "speculation.interval": "100ms", "speculation.multiplier": "1.01",
                       "speculation.quantile": "0.25", "speculation.minTaskRuntime": "100ms"}
        options = [text for key, value in speculation.items() for text in ("--conf", f"spark.{key}={value}")]
        self.survive([Fault("slow", "map", "identities")], [""], spark=options)

    def test_final_failure_is_not_repeated(self):
        # The job doesn't wait for others, which here would never end.
        faults = [Fault("final", "map", "identities"), *(Fault("wait", "map", "identities", task) for task in (1, 2, 3))]
        job = self.start(faults)
        self.assertEqual(job.wait(LIMIT), 65, self.log()[-4000:])
        self.assertFalse(faults[0].was_repeated, "a final failure was repeated")
        self.assertIn("This stays wrong.", self.log())


class PatienceTests(unittest.TestCase):
    """When a piece is taken to hang, by a clock that is told the time."""

    def setUp(self):
        self.patience = Patience(silence=10, stall=60)

    def wait(self, seconds):
        self.patience.waited(seconds)
        self.patience.check()

    def test_silence_ends_a_piece(self):
        self.wait(9)
        self.patience.heard()
        self.wait(9)
        self.assertEqual(self.patience.left, 1)
        with self.assertRaisesRegex(PieceFailed, "no sign of life"):
            self.wait(1)

    def test_a_beating_heart_alone_does_not_keep_a_piece(self):
        for _ in range(6):
            self.patience.heard()
            self.patience.beat("3 of 7 bytes read")
            self.wait(9.5)
        self.patience.heard()
        self.patience.beat("3 of 7 bytes read")
        with self.assertRaisesRegex(PieceFailed, "no progress.*3 of 7"):
            self.wait(9.5)

    def test_progress_keeps_a_piece(self):
        for number in range(100):
            self.patience.heard()
            self.patience.beat(f"{number} of 100 bytes read")
            self.wait(9)
        for _ in range(100):
            self.patience.moved()
            self.wait(9)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--retrace", required=True, type=pathlib.Path)
    parser.add_argument("tests", nargs="*", default=["PatienceTests", "SparkTests"])
    options = parser.parse_args()
    SparkTests.retrace = options.retrace.resolve()
    started = time.monotonic()
    try:
        unittest.main(argv=[sys.argv[0], "--verbose", *options.tests])
    finally:
        print(f"{time.monotonic() - started:.0f} s in all", file=sys.stderr)


if __name__ == "__main__":
    main()
