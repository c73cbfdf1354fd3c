"""Logs that are reached through Hadoop's file system API: HDFS, S3A, and whatever else it has a scheme for.

The driver lists them in its JVM. A worker has none that it could ask, so that it starts Hadoop's own shell, which writes
the files of a task one after the other: to the program's standard input, and to no disk.
"""

import json
import os
import re
import secrets
import select
import shutil
import subprocess

from pyspark.find_spark_home import _find_spark_home

# Which streams a stage maps: docs/cluster.md.
STREAMS = {
    "identities": ("identifiers", "audiences", "matches", "disclosures"),
    "uploads": ("uploads",),
    "exposures": ("accounts", "impressions"),
}
CHUNK_BYTES = 1 << 20
# Files that one Hadoop shell is given: a command line has its limits.
FILES_EACH = 500
MAPPING = "retrace.yaml"


class Unreadable(Exception):
    """A file could not be read to its end, or is no longer what was listed. Another attempt may do better."""


def is_uri(path):
    """Whether a path has a scheme, and so is Hadoop's to open."""
    return re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", path) is not None


# What the driver does


def list_files(context, root):
    """Every file below a root: path relative to it, URI, and bytes."""
    jvm, configuration = context._jvm, context._jsc.hadoopConfiguration()
    path = jvm.org.apache.hadoop.fs.Path(root)
    system = path.getFileSystem(configuration)
    start = len(system.makeQualified(path).toUri().getPath().rstrip("/")) + 1
    found = system.listFiles(path, True)
    while found.hasNext():
        file = found.next()
        yield file.getPath().toUri().getPath()[start:], file.getPath().toString(), file.getLen()


def write_stand_in(context, root, folder):
    """Makes a local log root of the same names and sizes, which holds nothing but the mapping. Returns URIs by name."""
    uris = {}
    for name, uri, size in list_files(context, root):
        path = os.path.join(folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            if name == MAPPING:
                file.write(bytes(context.binaryFiles(uri).first()[1]))
            else:
                file.truncate(size)
        uris[name] = uri
    return uris


def name_uris(path, uris):
    """Puts URIs into a list of files in place of the stand-ins' paths."""
    with open(path, encoding="utf-8") as lines:
        files = [json.loads(line) for line in lines]
    with open(path, "w", encoding="utf-8") as lines:
        for file in files:
            lines.write(json.dumps({**file, "path": uris[file["name"]]}) + "\n")


def write_configuration(context, path):
    """Writes the settings of Spark's Hadoop, those given to Spark as spark.hadoop.… included."""
    writer = context._jvm.java.io.StringWriter()
    context._jsc.hadoopConfiguration().writeXml(writer)
    with open(path, "w", encoding="utf-8", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
        file.write(writer.toString())


# What a worker does


def share(files, stage, task, tasks):
    """The files that a task maps in a stage: the largest first, each to the task that has the fewest bytes."""
    loads, mine = [0] * tasks, []
    for file in sorted(files, key=lambda file: (-file["size"], file["number"])):
        if file["stream"] in STREAMS[stage]:
            lightest = loads.index(min(loads))
            # An empty file is some work as well.
            loads[lightest] += file["size"] + 4096
            if lightest == task:
                mine.append(file)
    return sorted(mine, key=lambda file: file["number"])


class Contents:
    """The bytes of some files, one after the other, as Hadoop's shell writes them. Nothing of them is kept."""

    def __init__(self, files, folder, configuration, patience):
        self.files, self.folder, self.patience = files, folder, patience
        os.mkdir(os.path.join(folder, "configuration"))
        shutil.copy(configuration, os.path.join(folder, "configuration", "core-site.xml"))
        # Stands behind each file, so that one of another size than was listed is noticed.
        self.mark = secrets.token_bytes(32)
        with open(os.path.join(folder, "mark"), "wb") as file:
            file.write(self.mark)
        self.shell = None

    def write_list(self):
        """Writes the list of files for the program. Returns its path."""
        path = os.path.join(self.folder, "files.jsonl")
        with open(path, "w", encoding="utf-8") as lines:
            lines.writelines(json.dumps(file) + "\n" for file in self.files)
        return path

    def chunks(self):
        """All bytes. Raises Unreadable, at the latest behind the last one, where they aren't those of the files listed."""
        for first in range(0, len(self.files), FILES_EACH):
            yield from self.chunks_of(self.files[first:first + FILES_EACH])

    def chunks_of(self, files):
        mark = "file:" + escaped(os.path.join(self.folder, "mark"))
        with open(os.path.join(self.folder, "errors"), "wb") as errors:
            self.shell = subprocess.Popen(
                shell_command(os.path.join(self.folder, "configuration"))
                + ["-cat", *(part for file in files for part in (escaped(file["path"]), mark))],
                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors, bufsize=0)
        try:
            for file in files:
                left = file["size"]
                while left > 0:
                    chunk = self.read(min(left, CHUNK_BYTES), file)
                    left -= len(chunk)
                    yield chunk
                self.pass_mark(file)
            if self.shell.wait() != 0:
                raise Unreadable(self.words("Hadoop's shell failed."))
        finally:
            self.shell.kill()
            self.shell.wait()
            self.shell.stdout.close()

    def pass_mark(self, file):
        mark = b""
        while len(mark) < len(self.mark):
            mark += self.read(len(self.mark) - len(mark), file)
        if mark != self.mark:
            raise Unreadable(self.words(f"'{file['path']}' has not the {file['size']} bytes that it had when the run began."))

    def read(self, count, file):
        ready, _, _ = select.select([self.shell.stdout], [], [], self.patience)
        if not ready:
            raise Unreadable(f"Nothing came of '{file['path']}' for {self.patience} seconds.")
        chunk = os.read(self.shell.stdout.fileno(), count)
        if not chunk:
            raise Unreadable(self.words(f"'{file['path']}' ends before the {file['size']} bytes that it had."))
        return chunk

    def words(self, what):
        """A sentence, and what Hadoop's shell said."""
        with open(os.path.join(self.folder, "errors"), encoding="utf-8", errors="replace") as errors:
            return f"{what} {errors.read()[-2000:].strip()}"


def shell_command(configuration):
    """Hadoop's shell, with the libraries of Spark and those that the job brought."""
    home = os.environ.get("JAVA_HOME")
    libraries = [configuration, f"{os.getcwd()}/*", f"{os.environ.get('SPARK_HOME') or _find_spark_home()}/jars/*"]
    return [f"{home}/bin/java" if home else "java", "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp",
            ":".join(libraries), "org.apache.hadoop.fs.FsShell"]


def escaped(path):
    """A path in which the shell sees no pattern."""
    return re.sub(r"([\[\]{}*?\\^])", r"\\\1", path)
