"""Runs retrace_spark.py on a standalone cluster on this machine, and lets things go wrong.

Usage: test_spark.py --retrace PATH [test …]
"""

import argparse
import contextlib
import functools
import json
import os
import pathlib
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.request

import pyspark

HERE = pathlib.Path(__file__).resolve().parent
SPARK_HOME = pathlib.Path(pyspark.__file__).parent
WORKER_HOSTS = ("127.0.0.1", "127.0.0.2")
LIMIT = 600
# Little JVMs that start fast.
JVM_OPTIONS = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1"

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


def wait_for(what, condition):
    """Waits until `condition` gives something, and returns it."""
    end = time.monotonic() + LIMIT
    while time.monotonic() < end:
        value = condition()
        if value:
            return value
        time.sleep(0.1)
    raise TimeoutError(f"waited {LIMIT} s for {what}")


def free_port():
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        return server.getsockname()[1]


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


class Cluster:
    """A standalone cluster: a master and two workers."""

    def __init__(self, folder):
        self.folder = folder
        self.port, self.page = free_port(), free_port()
        self.processes = []

    @property
    def master(self):
        return f"spark://127.0.0.1:{self.port}"

    def launch(self, name, host, *arguments):
        environment = dict(
            os.environ, SPARK_LOCAL_IP=host, SPARK_LOG_DIR=str(self.folder), SPARK_DAEMON_MEMORY="256m",
            SPARK_DAEMON_JAVA_OPTS=JVM_OPTIONS, PYSPARK_PYTHON=sys.executable)
        command = [SPARK_HOME / "bin/spark-class", f"org.apache.spark.deploy.{name.lower()}.{name}", "--host", host]
        with open(self.folder / f"{name}-{host}.log", "ab") as log:
            self.processes.append(
                subprocess.Popen([*command, *arguments], env=environment, stdout=log, stderr=subprocess.STDOUT))

    def start(self):
        self.launch("Master", "127.0.0.1", "--port", str(self.port), "--webui-port", str(self.page))
        wait_for("the master", lambda: self.state() is not None)
        for host in WORKER_HOSTS:
            self.start_worker(host)
        wait_for("the workers", lambda: self.workers_alive() == len(WORKER_HOSTS))

    def start_worker(self, host):
        work = ["--work-dir", str(self.folder / f"work-{host}"), "--webui-port", "0"]
        self.launch("Worker", host, "--cores", "2", "--memory", "1g", *work, self.master)

    def state(self):
        with contextlib.suppress(OSError, ValueError):
            with urllib.request.urlopen(f"http://127.0.0.1:{self.page}/json/", timeout=5) as page:
                return json.load(page)

    def workers_alive(self):
        state = self.state() or {"workers": []}
        return sum(worker["state"] == "ALIVE" for worker in state["workers"])

    def stop(self):
        for process in reversed(self.processes):
            process.terminate()
        for process in self.processes:
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


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

    def start(self, program=None, logs="tidy", patience=60, spark=()):
        folder, _, _ = self.logs(logs)
        options = [
            "--master", self.cluster.master, "--driver-memory", "512m", "--executor-memory", "512m",
            "--driver-java-options", JVM_OPTIONS, "--conf", f"spark.executor.extraJavaOptions={JVM_OPTIONS}",
            "--conf", "spark.driver.host=127.0.0.1", "--conf", "spark.ui.enabled=false", *spark]
        command = [
            SPARK_HOME / "bin/spark-submit", *options, HERE / "retrace_spark.py", *self.question(folder), "--output",
            self.work / "result.json", "--work-dir", self.work, "--retrace", program or self.retrace, "--tasks", "4",
            "--parts", "8", "--heartbeat", "1", "--patience", str(patience), "--memory", "64MiB"]
        with open(self.work / "log", "wb") as log:
            return subprocess.Popen(
                command, env=dict(os.environ, PYSPARK_PYTHON=sys.executable, SPARK_LOCAL_IP="127.0.0.1"), stdout=log,
                stderr=subprocess.STDOUT)

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
