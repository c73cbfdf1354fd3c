#!/usr/bin/env python3
"""Checks that peers count what retrace counts: compare.py RESULT.json PEER.json...

RESULT.json is what `retrace replay --format json` wrote, PEER.json what one of the scripts here printed. Compared are the
lower values before the cutoff, over accounts. Leaves with status 1 when any differs.
"""

import json
import sys
from pathlib import Path

COUNTS = ["matched", "solely_matched", "reached"]


def expected(result):
    """The counts of a retrace result in the form in which peers print them."""
    before = result["counts"]["accounts"]["before"]
    return {name: before[name]["lower"] for name in COUNTS}


def lines(result):
    """The lines that a bare scan of the same logs has to find: rejected ones would fail a peer."""
    return {"lines": sum(stream["lines"] for stream in result["streams"].values())}


def differences(result, answer):
    """What a peer's answer, of counts or of a scan, has otherwise than a retrace result; empty when they agree."""
    wanted = lines(result) if "lines" in answer else expected(result)
    names = sorted(wanted.keys() | answer.keys())
    return [
        f"{name}: {answer.get(name)} instead of {wanted.get(name)}"
        for name in names
        if answer.get(name) != wanted.get(name)
    ]


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    result = json.loads(Path(sys.argv[1]).read_text())
    failed = False
    for path in sys.argv[2:]:
        found = differences(result, json.loads(Path(path).read_text()))
        print(f"{path}: {'; '.join(found) or 'agrees'}")
        failed = failed or bool(found)
    sys.exit(failed)


if __name__ == "__main__":
    main()
