"""Serves a folder by FTP on this machine, to read only: for tests of logs that no local path leads to.

What reads is Hadoop's own client of FTP. A file can be cut short the first time that it is read.
"""

import logging
import threading

from pyftpdlib.authorizers import DummyAuthorizer
from pyftpdlib.filesystems import AbstractedFS
from pyftpdlib.handlers import FTPHandler
from pyftpdlib.servers import ThreadedFTPServer

HOST, USER, PASSWORD = "127.0.0.1", "reader", "secret"


class Cut:
    """The name of a file of which half comes the first time: the connection breaks then, or ends as though that were all."""

    def __init__(self, name, is_silent):
        self.name, self.is_silent = name, is_silent
        self.count = 0
        self.lock = threading.Lock()

    def is_first_reading(self):
        with self.lock:
            self.count += 1
            return self.count == 1


class CutFile:
    """The first half of a file."""

    def __init__(self, file, is_silent):
        self.file, self.is_silent = file, is_silent
        self.name = file.name
        self.left = file.seek(0, 2) // 2
        file.seek(0)

    def read(self, count=-1):
        chunk = self.file.read(self.left if count < 0 else min(count, self.left))
        self.left -= len(chunk)
        if not chunk and not self.is_silent:
            raise OSError("the disk is gone")
        return chunk

    def __getattr__(self, name):
        return getattr(self.file, name)


class FTP:
    """The server, as long as the context lasts."""

    def __init__(self, folder, cuts=()):
        class Files(AbstractedFS):
            def open(self, filename, mode):
                file = super().open(filename, mode)
                cut = next((cut for cut in cuts if filename.endswith(cut.name)), None)
                return CutFile(file, cut.is_silent) if cut and cut.is_first_reading() else file

        class Handler(FTPHandler):
            authorizer, abstracted_fs = DummyAuthorizer(), Files
            # What sends a file's bytes past its `read`.
            use_sendfile = False

        logging.getLogger("pyftpdlib").addHandler(logging.NullHandler())
        Handler.authorizer.add_user(USER, PASSWORD, str(folder))
        self.server = ThreadedFTPServer((HOST, 0), Handler)
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)

    @property
    def uri(self):
        return f"ftp://{HOST}:{self.server.socket.getsockname()[1]}"

    # What Hadoop is told of it, as spark-submit takes it.
    conf = [text for name, value in {
        f"user.{HOST}": USER, f"password.{HOST}": PASSWORD, f"password.{HOST}.{USER}": PASSWORD,
        "data.connection.mode": "PASSIVE_LOCAL_DATA_CONNECTION_MODE",
    }.items() for text in ("--conf", f"spark.hadoop.fs.ftp.{name}={value}")]

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *exception):
        self.server.close_all()
        self.thread.join()
