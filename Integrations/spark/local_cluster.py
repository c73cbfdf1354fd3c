"""A standalone Spark cluster on this machine, for tests and measurements: started and stopped by process number."""

import contextlib
import json
import os
import pathlib
import socket
import subprocess
import sys
import time
import urllib.request

import pyspark

SPARK_HOME = pathlib.Path(pyspark.__file__).parent
WORKER_HOSTS = ("127.0.0.1", "127.0.0.2")
LIMIT = 600
# Little JVMs that start fast.
FAST_START = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1"


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


class Cluster:
    """A standalone cluster: a master and two workers."""

    def __init__(self, folder, cores=2, jvm_options=FAST_START):
        self.folder, self.cores, self.jvm_options = folder, cores, jvm_options
        self.port, self.page = free_port(), free_port()
        self.processes = []

    @property
    def master(self):
        return f"spark://127.0.0.1:{self.port}"

    @staticmethod
    def environment(host=WORKER_HOSTS[0]):
        return dict(os.environ, PYSPARK_PYTHON=sys.executable, SPARK_LOCAL_IP=host)

    def submit(self, *more):
        """The beginning of a command that submits a job."""
        return [
            SPARK_HOME / "bin/spark-submit", "--master", self.master, "--driver-memory", "512m", "--executor-memory",
            "512m", "--driver-java-options", self.jvm_options, "--conf",
            f"spark.executor.extraJavaOptions={self.jvm_options}", "--conf", "spark.driver.host=127.0.0.1", "--conf",
            "spark.ui.enabled=false", *more]

    def launch(self, name, host, *arguments):
        environment = dict(
            self.environment(host), SPARK_LOG_DIR=str(self.folder), SPARK_DAEMON_MEMORY="256m",
            SPARK_DAEMON_JAVA_OPTS=self.jvm_options)
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
        self.launch("Worker", host, "--cores", str(self.cores), "--memory", "1g", *work, self.master)

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
