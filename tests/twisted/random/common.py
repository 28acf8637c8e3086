"""What both random testers share: names of results, and writing what real Twisted did."""
import gc
import gzip
import json
import sys
from pathlib import Path

from twisted.python import log
from twisted.python.failure import Failure


class E(Exception):
    """The error that programs raise."""


def short(value):
    """A result as the recordings show it."""
    if isinstance(value, Failure):
        return "Failure(%s)" % value.type.__name__
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, (list, tuple)):
        return [short(x) for x in value]
    return type(value).__name__


def record(name, generate, run):
    """Runs the programs of the seeds A to B (arguments; 0 400) and writes them with their outcomes."""
    first, last = (int(x) for x in sys.argv[1:3]) if len(sys.argv) > 2 else (0, 400)
    gc.disable()  # or Deferreds that are dropped would be logged at any time
    log.startLoggingWithObserver(lambda event: None, setStdout=False)
    rows = []
    for seed in range(first, last):
        program = generate(seed)
        try:
            outcome = run(program)
        except Exception as error:  # the program's own error reached the top
            outcome = ["crash", type(error).__name__]
        rows.append([program, outcome])
    text = "[\n" + ",\n".join(json.dumps(row, separators=(",", ":")) for row in rows) + "\n]\n"
    file = Path(__file__).parent / (name + ".json.gz")
    file.write_bytes(gzip.compress(text.encode(), mtime=0))
    print("%d programs in %s" % (len(rows), file.name))
