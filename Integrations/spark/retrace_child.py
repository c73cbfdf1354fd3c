"""A process of the program as the child of a worker: fed, read from, and ended when it hangs."""

import collections
import contextlib
import ctypes
import fcntl
import os
import select
import signal
import subprocess
import time

MESSAGE_LINES = 20
HEARTBEAT = "retrace: heartbeat: "
PIPE_BYTES = 1 << 20


class PieceFailed(Exception):
    """A piece that may be run again: what Spark repeats."""


def end_with_parent():
    """Lets the system kill the child when this process dies, so that nothing runs on for a task that Spark gave up."""
    death_signal_option = 1
    ctypes.CDLL(None).prctl(death_signal_option, signal.SIGKILL)


class Patience:
    """Judges whether a piece hangs: for how long it has given no sign of life, and for how long none of progress.

    Time is what was spent waiting for the piece, and not what this process or Spark took meanwhile.
    """

    def __init__(self, silence, stall):
        # In seconds.
        self.silence_max, self.stall_max = silence, stall
        self.silence = self.stall = 0.0
        self.last = None

    @property
    def left(self):
        """For how long the piece may be waited for."""
        return max(0.0, min(self.silence_max - self.silence, self.stall_max - self.stall))

    def waited(self, seconds):
        self.silence += seconds
        self.stall += seconds

    def heard(self):
        """The piece said something."""
        self.silence = 0.0

    def beat(self, text):
        """A line of the piece's heartbeat came: of progress, when its numbers are others than in the last one."""
        if text != self.last:
            self.last, self.stall = text, 0.0

    def moved(self):
        """The piece took or handed out something."""
        self.silence = self.stall = 0.0

    def check(self):
        if self.silence >= self.silence_max:
            raise PieceFailed(f"The piece gave no sign of life for {self.silence_max} seconds and was ended.")
        if self.stall >= self.stall_max:
            raise PieceFailed(f"The piece made no progress for {self.stall_max} seconds and was ended. {self.last or ''}")


class Child:
    """A process of the program with its three pipes. It is ended when it hangs, as `patience` judges."""

    def __init__(self, command, patience):
        self.patience = patience
        self.lines = collections.deque(maxlen=MESSAGE_LINES)
        self.rest = b""
        self.seconds = 0.0
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0,
            start_new_session=True, preexec_fn=end_with_parent)
        for pipe in (self.process.stdin, self.process.stdout):
            # An unprivileged user may have used up the system's allowance for large pipes.
            with contextlib.suppress(OSError):
                fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, PIPE_BYTES)
        os.set_blocking(self.process.stdin.fileno(), False)
        self.watched = [self.process.stderr]

    def wait_until(self, reader=None, writer=None):
        """Waits until a pipe is ready, and hears what the child says meanwhile."""
        while True:
            readers = self.watched + ([reader] if reader else [])
            if not readers and not writer:
                return
            started = time.monotonic()
            readable, writable, _ = select.select(readers, [writer] if writer else [], [], self.patience.left)
            self.patience.waited(time.monotonic() - started)
            if self.process.stderr in readable:
                self.hear()
            if reader in readable or writer in writable:
                self.patience.moved()
                return
            self.patience.check()

    def hear(self):
        self.patience.heard()
        chunk = os.read(self.process.stderr.fileno(), 1 << 16)
        if not chunk:
            self.watched = []
        *whole, self.rest = (self.rest + chunk).split(b"\n")
        for text in (line.decode("utf-8", "replace") for line in whole):
            if text.startswith(HEARTBEAT):
                self.patience.beat(text)
            else:
                self.lines.append(text)

    def feed(self, chunks):
        """Writes all chunks to the child, and closes its input. Stops where the child reads no more: it will say why."""
        pipe = self.process.stdin
        try:
            for chunk in chunks:
                view = memoryview(chunk)
                while view:
                    self.wait_until(writer=pipe)
                    with contextlib.suppress(BlockingIOError):
                        view = view[os.write(pipe.fileno(), view):]
        except BrokenPipeError:
            pass
        finally:
            with contextlib.suppress(BrokenPipeError):
                pipe.close()

    def read(self, count):
        """The next `count` bytes of output, fewer only at its end."""
        buffer = bytearray(count)
        view = memoryview(buffer)
        while view:
            self.wait_until(reader=self.process.stdout)
            taken = os.readv(self.process.stdout.fileno(), [view])
            if taken == 0:
                break
            view = view[taken:]
        return bytes(buffer[:count - len(view)])

    def finish(self):
        """Waits for the end. Returns the status."""
        while self.watched:
            self.wait_until()
        self.reap()
        return self.process.returncode

    def reap(self):
        if self.process.returncode is None:
            _, wait_status, usage = os.wait4(self.process.pid, 0)
            self.process.returncode = os.waitstatus_to_exitcode(wait_status)
            self.seconds = usage.ru_utime + usage.ru_stime

    @property
    def message(self):
        return "\n".join(self.lines)

    def end(self):
        if self.process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.reap()
        for pipe in (self.process.stdin, self.process.stdout, self.process.stderr):
            with contextlib.suppress(BrokenPipeError):
                pipe.close()
