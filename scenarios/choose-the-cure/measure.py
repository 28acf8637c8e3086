"""
What the cures cost that need another process: its own memory (private pages, which no other process shares) and how long it takes
until its first line runs, at least. Linux; run with the project's Python: `.cache/python/bin/python scenarios/choose-the-cure/measure.py`.
"""
import json
import platform
import subprocess
import sys
import time

RUNS = 20
BARE = "import time"
PROGRAM = """
from twisted.internet import protocol, reactor
from twisted.internet.endpoints import clientFromString
from twisted.protocols.basic import LineReceiver
"""
TELL = """
import sys
sys.stdout.write("ready\\n")
sys.stdout.flush()
sys.stdin.read()
"""


def measure(code):
    """of one process: KB of private memory, and ms from its begin to its first line"""
    begun = time.perf_counter()
    p = subprocess.Popen([sys.executable, "-c", code + TELL], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    p.stdout.readline()
    took = (time.perf_counter() - begun) * 1000
    with open("/proc/%d/smaps_rollup" % p.pid) as f:
        kb = sum(int(line.split()[1]) for line in f if line.startswith("Private_"))
    p.communicate()
    return kb, took


def median(values):
    return sorted(values)[len(values) // 2]


def both(code):
    runs = [measure(code) for _ in range(RUNS)]
    return {"kb": median([kb for kb, _ in runs]), "startMs": round(min(ms for _, ms in runs))}


json.dump(
    {
        "python": platform.python_version(),
        "system": "%s %s" % (platform.system(), platform.machine()),
        "date": time.strftime("%Y-%m-%d"),
        "process": both(BARE),
        "program": both(PROGRAM),
    },
    sys.stdout,
    indent=2,
)
print()
