"""
How late a timer of 10 ms is in a real Twisted reactor while threads of its program work, or processes beside it.

    python measure.py > measured.json        # some minutes, on a machine that does nothing else

A row is the middle one of some runs: how many there are, what they do, the switch interval, and how late the timer was, in
ms, half of the time (p50); beside it (`tails`) of how many runs (`rounds`), and how late one time in a hundred (p99). Each run begins with CALM seconds of the timer alone. Where
that is late already the machine had other work, and the run is made again.
"""
import datetime
import hashlib
import json
import os
import platform
import subprocess
import sys
import time

PERIOD = 0.010  # seconds
CALM = 1.0
SECONDS = 3.0
ROUNDS = 5
LIMIT_MS = 0.35  # half of the timers, alone, are late by less on a machine that does nothing else
KINDS = {
    "python": "a loop in Python",
    "waits": "time.sleep",
    "c": "hashlib.pbkdf2_hmac, which lets go of the lock",
    "process": "a loop in Python, in a process of its own",
}
CONFIGS = (
    [("python", n, 5) for n in (0, 1, 2, 4, 8)]
    + [("python", n, ms) for n in (1, 4) for ms in (1, 20, 50)]
    + [(kind, n, 5) for kind in ("waits", "c", "process") for n in (1, 2, 4, 8)]
)

stop = False


def python():
    n = 0
    while not stop:
        n += 1


def waits():
    while not stop:
        time.sleep(0.05)


def c():
    while not stop:
        hashlib.pbkdf2_hmac("sha256", b"secret", b"salt", 50_000)


def run(kind, count, interval_ms):
    """in a program of its own; prints how late each timer was, ms: before the others begin, and then"""
    from twisted.internet import reactor, threads, utils

    sys.setswitchinterval(interval_ms / 1000)
    alone, late = [], []

    def tick(due, to):
        to.append((time.perf_counter() - due) * 1000)
        reactor.callLater(PERIOD, tick, time.perf_counter() + PERIOD, late if begun else alone)

    begun = []

    def begin():
        begun.append(True)
        reactor.suggestThreadPoolSize(max(1, count))
        for _ in range(count):
            if kind == "process":
                code = "import time\nwhile time.thread_time() < %r: pass" % (SECONDS + 1)
                utils.getProcessOutput(sys.executable, ["-c", code], os.environ)
            else:
                threads.deferToThread({"python": python, "waits": waits, "c": c}[kind])

    def end():
        global stop
        stop = True
        print(json.dumps([alone[3:], late[3:]]))
        sys.stdout.flush()
        os._exit(0)

    reactor.callWhenRunning(tick, time.perf_counter(), [])
    reactor.callLater(CALM, begin)
    reactor.callLater(CALM + SECONDS, end)
    reactor.run()


def percentile(numbers, share):
    return sorted(numbers)[min(len(numbers) - 1, int(len(numbers) * share))]


def row(kind, count, interval_ms):
    runs = []
    while len(runs) < ROUNDS:
        args = [sys.executable, __file__, kind, str(count), str(interval_ms)]
        alone, late = json.loads(subprocess.run(args, capture_output=True, check=True, text=True).stdout)
        if percentile(alone, 0.5) < LIMIT_MS:
            runs.append([round(percentile(late, share), 2) for share in (0.5, 0.99)])
        if kind == "process":
            time.sleep(count)  # until they have ended
    p50, p99 = sorted(runs)[ROUNDS // 2]
    print(kind, count, interval_ms, sorted(runs), file=sys.stderr, flush=True)
    return {"kind": kind, "count": count, "intervalMs": interval_ms, "rounds": ROUNDS, "p50": p50, "p99": p99}


def main():
    import twisted

    measured = [row(*config) for config in CONFIGS]
    print(json.dumps({
        "date": datetime.date.today().isoformat(),
        "python": platform.python_version(),
        "twisted": twisted.__version__,
        "machine": "%s, %d processors" % (platform.system(), os.cpu_count()),
        "periodMs": PERIOD * 1000,
        "kinds": KINDS,
        "rows": [{key: one[key] for key in ("kind", "count", "intervalMs", "p50")} for one in measured],
        # Of each row, in their order: no picture shows them.
        "tails": [{key: one[key] for key in ("rounds", "p99")} for one in measured],
    }, indent=1))


if __name__ == "__main__":
    run(sys.argv[1], int(sys.argv[2]), float(sys.argv[3])) if len(sys.argv) > 1 else main()
