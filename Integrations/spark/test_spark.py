"""Runs retrace_spark.py on a standalone cluster on this machine, and lets things go wrong.

Usage: test_spark.py --retrace PATH [test …]
"""

import argparse
import contextlib
import functools
import os
import pathlib
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

from local_cluster import LIMIT, WORKER_HOSTS, Cluster, wait_for

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]

# What each wrapper does in its first attempt at piece 0 of a stage; $first is a folder that it made, $real the program.
FAULTS = {
    "crash": "kill -KILL $$",
    "hang": "exec sleep 1000",
    "truncate": '"$real" "$@" | head --bytes=-9; exit 0',
    "lose": '"$real" "$@" | head --bytes=0; exit 0',
    # Waits to be killed from outside, with a heart that beats.
    "wait": 'echo $$ >"$first/pid"; while :; do echo "retrace: heartbeat: 0" >&2; sleep 1; done',
    # Waits for a second attempt to be started beside it, as only speculation does.
    "slow": 'until [ -e "$first/second" ]; do echo "retrace: heartbeat: 0" >&2; sleep 0.2; done',
    "temporary": "echo 'Try again.' >&2; exit 75",
    "final": "echo 'This stays wrong.' >&2; exit 65",
}
WRAPPER = """#!/usr/bin/env bash
real={real}
first={first}
arguments=" $* "
if [ "$1" = {kind} ] && [[ $arguments == *" --stage {stage} "* ]]; then
    if [[ $arguments != *" --task 0 "* ]]; then {others}
    elif mkdir "$first" 2>/dev/null; then {fault}; else echo >>"$first/second"; fi
fi
exec "$real" "$@"
"""


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
        self.first = self.work / "first"

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

    def wrapper(self, fault, kind, stage, others=":"):
        path = self.work / "retrace"
        path.write_text(WRAPPER.format(
            real=shlex.quote(str(self.retrace)), first=shlex.quote(str(self.first)), kind=kind, stage=stage,
            fault=FAULTS[fault], others=others))
        path.chmod(0o755)
        return path

    def start(self, program=None, logs="tidy", patience=60, spark=(), scheme="", more=()):
        folder, _, _ = self.logs(logs)
        question = self.question(folder)
        question[1] = scheme + question[1]
        command = [
            *self.cluster.submit(*spark), HERE / "retrace_spark.py", *question, "--output",
            self.work / "result.json", "--work-dir", self.work, "--retrace", program or self.retrace, "--tasks", "4",
            "--parts", "8", "--heartbeat", "1", "--patience", str(patience), "--memory", "64MiB",
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

    def kill_above_piece(self, name, kind, stage):
        """Kills the process `name` that a piece is run by, while it runs. The piece must die with it."""
        job = self.start(self.wrapper("wait", kind, stage))
        note = self.first / "pid"
        piece = int(wait_for("the piece", lambda: note.exists() and note.read_text().strip()))
        os.kill(ancestor_running(piece, name), signal.SIGKILL)
        self.check(job)
        wait_for("the end of the piece", lambda: not is_alive(piece))
        self.assertTrue((self.first / "second").exists(), "nothing was run again")

    def survive(self, fault, kind, stage, said, **options):
        self.check(self.start(self.wrapper(fault, kind, stage), **options))
        self.assertTrue((self.first / "second").exists(), "nothing was run again")
        self.assertIn(said, self.log())

    def test_tidy(self):
        self.check(self.start())

    def test_untidy(self):
        self.check(self.start(logs="untidy"), logs="untidy")

    def test_logs_by_hadoop(self):
        self.check(self.start(logs="untidy", scheme="file:"), logs="untidy")

    def test_case(self):
        """A case lists the same people for every count, and says the same of each."""
        folder, _, _ = self.logs("tidy")
        alone, cluster = self.work / "alone.retrace", self.work / "cluster.retrace"
        subprocess.run(
            [self.retrace, "replay", *self.question(folder)[1:], "--quiet", "--case", alone], check=True,
            capture_output=True)
        self.check(self.start(more=["--case", cluster]))
        view = "SELECT account, kind, ts, file, line, text, hash, id_type, verdict, decides FROM events ORDER BY account, number"
        said = [
            [subprocess.run(command, check=True, capture_output=True).stdout for command in (
                [self.retrace, "export", "--case", case, "--count", "matched", "--bound", "upper"],
                [self.retrace, "recount", "--case", case, "--cutoff", "2018-06-01", "--format", "json"],
                ["sqlite3", case, view])] for case in (alone, cluster)]
        self.assertEqual(said[0] == said[1], True, "another case than on one machine")
        self.assertGreater(min(map(len, said[0])), 100)

    def test_page_is_literal(self):
        """The commands of docs/spark.md, from pip to the result, as they stand there."""
        page = (ROOT / "docs/spark.md").read_text()
        commands = page.split("## Five commands\n\n```\n")[1].split("```")[0]
        path = f"{pathlib.Path(sys.executable).parent}:{os.environ['PATH']}"
        environment = dict(
            self.cluster.environment(), HOME=str(self.work), MASTER=self.cluster.master, PATH=path, XDG_CACHE_HOME=str(
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

    def test_executor_killed_in_map(self):
        self.kill_above_piece("CoarseGrainedExecutorBackend", "map", "identities")

    def test_executor_killed_in_reduce(self):
        self.kill_above_piece("CoarseGrainedExecutorBackend", "reduce", "exposures")

    def test_worker_killed_in_map(self):
        self.kill_a_worker("map", "exposures")

    def test_worker_killed_in_reduce(self):
        self.kill_a_worker("reduce", "identities")

    def kill_a_worker(self, kind, stage):
        try:
            self.kill_above_piece("org.apache.spark.deploy.worker.Worker", kind, stage)
        finally:
            lost = next(process for process in self.cluster.processes if process.poll() is not None)
            self.cluster.start_worker(WORKER_HOSTS[self.cluster.processes.index(lost) - 1])
            wait_for("the worker", lambda: self.cluster.workers_alive() == len(WORKER_HOSTS))
            replacement = self.cluster.processes.pop()
            self.cluster.processes[self.cluster.processes.index(lost)] = replacement

    def test_child_crashes(self):
        self.survive("crash", "map", "identities", "ended with status -9")

    def test_child_asks_to_be_run_again(self):
        self.survive("temporary", "reduce", "identities", "ended with status 75")

    def test_output_is_truncated(self):
        self.survive("truncate", "map", "exposures", "ends before its trailer")

    def test_output_is_lost(self):
        self.survive("lose", "reduce", "identities", "ends before its trailer")

    def test_child_hangs(self):
        self.survive("hang", "reduce", "identities", "no sign of life", patience=10)

    def test_speculation(self):
        speculation = {"speculation": "true", "speculation.interval": "100ms", "speculation.multiplier": "1.01",
                       "speculation.quantile": "0.25", "speculation.minTaskRuntime": "100ms"}
        options = [text for key, value in speculation.items() for text in ("--conf", f"spark.{key}={value}")]
        self.survive("slow", "map", "identities", "", spark=options)

    def test_final_failure_is_not_repeated(self):
        # The job doesn't wait for others, which here would never end.
        job = self.start(self.wrapper("final", "map", "identities", others=FAULTS["wait"]))
        self.assertEqual(job.wait(LIMIT), 65, self.log()[-4000:])
        self.assertFalse((self.first / "second").exists(), "a final failure was repeated")
        self.assertIn("This stays wrong.", self.log())


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--retrace", required=True, type=pathlib.Path)
    parser.add_argument("tests", nargs="*", default=["SparkTests"])
    options = parser.parse_args()
    SparkTests.retrace = options.retrace.resolve()
    started = time.monotonic()
    try:
        unittest.main(argv=[sys.argv[0], "--verbose", *options.tests])
    finally:
        print(f"{time.monotonic() - started:.0f} s in all", file=sys.stderr)


if __name__ == "__main__":
    main()
