"""What a machine and its programs are, for the record."""

import os
import platform
import re
import subprocess


def _processor():
    try:
        with open("/proc/cpuinfo") as file:
            for line in file:
                if line.startswith("model name"):
                    return line.split(":", 1)[1].strip()
    except OSError:
        pass
    return platform.machine()


def describe():
    return {
        "processor": _processor(),
        "architecture": platform.machine(),
        "cores": len(os.sched_getaffinity(0)),
        "memory_bytes": os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"),
    }


def slug():
    """The processor and its cores as part of a folder's name. Not the host's name, which is nobody's business."""
    name = re.sub(r"\((R|TM)\)|CPU|Processor|@.*", "", _processor(), flags=re.IGNORECASE)
    return re.sub(r"[^a-z0-9]+", "-", f"{name} {len(os.sched_getaffinity(0))} cores".lower()).strip("-")


def _first_line(command):
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()[0].strip()
    except (OSError, subprocess.CalledProcessError, IndexError):
        return "unknown"


def versions(retrace, python):
    found = {
        "retrace": _first_line([str(retrace), "--version"]).removeprefix("retrace "),
        "zstd": _first_line(["zstd", "--version"]),
    }
    if match := re.search(r"v(\d[\d.]+)", found["zstd"]):
        found["zstd"] = match[1]
    for package in ("duckdb", "chdb", "polars"):
        code = f"import importlib.metadata; print(importlib.metadata.version('{package}'))"
        found[package] = _first_line([str(python), "-c", code])
    return found
