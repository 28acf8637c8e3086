"""
Run many workloads on the virtual kernel without paying for Python's and Twisted's start each time.

    python3 -m virtual_kernel.batch [--jobs N] [--twisted DIR] < jobs.jsonl

Each line of standard input is a job: {"id": "...", "out": FILE, "workload": {...}, and as wanted "reactor", "server" (path of a
server.py), "constants"}. Twisted's modules are imported once; each job runs in a fork of that process, so no job sees another.
On standard output a line of JSON for each job that is done: {"id": "...", "ok": true}, or false with "error".
"""
import argparse
import io
import json
import os
import signal
import sys
import tempfile

from .refuse import same_hashes


def warm_up(twisted_dir):
    """import what a run needs and nothing that installs a reactor"""
    if twisted_dir:
        sys.path.insert(0, twisted_dir)
    from . import __main__, server_file  # noqa: F401
    import twisted.enterprise.adbapi, twisted.internet.abstract, twisted.internet.base, twisted.internet.defer  # noqa: F401
    import twisted.internet.epollreactor, twisted.internet.posixbase, twisted.internet.selectreactor  # noqa: F401
    import twisted.internet.task, twisted.internet.tcp, twisted.internet.threads, twisted.logger  # noqa: F401
    import twisted.protocols.basic, twisted.protocols.policies, twisted.python.threadpool  # noqa: F401
    import twisted._threads._pool, twisted._threads._team, twisted._threads._threadworker  # noqa: F401


def run(job, limit):
    """in the child: the package's own main, its arguments made from the job"""
    from .__main__ import main as run_one
    sys.setrecursionlimit(20000)  # it is set to Python's own for the run
    signal.alarm(limit)
    args = ["-", "-o", job["out"]]
    if job.get("reactor"):
        args += ["--reactor", job["reactor"]]
    if job.get("server"):
        args += ["--server", job["server"]]
    for name, value in job.get("constants", {}).items():
        args += ["--set", "%s=%s" % (name, json.dumps(value))]
    sys.stdin = io.StringIO(json.dumps(job["workload"]))
    run_one(args)


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--jobs", type=int, default=1, help="processes at a time")
    ap.add_argument("--twisted", help="directory of another Twisted")
    ap.add_argument("--limit", type=int, default=60, help="seconds that one job may take")
    args = ap.parse_args()
    warm_up(args.twisted)
    from . import programs  # noqa: F401
    sys.setrecursionlimit(20000)
    running = {}

    def finish_one():
        pid, status = os.wait()
        job, errors = running.pop(pid)
        errors.seek(0)
        code = os.waitstatus_to_exitcode(status)
        report = {"id": job["id"], "ok": code == 0}
        if code != 0:
            last = (errors.read().decode("utf-8", "replace").strip().splitlines() or ["no message"])[-1]
            report["error"] = "exit code %d: %s" % (code, last)
        errors.close()
        sys.stdout.write(json.dumps(report) + "\n")
        sys.stdout.flush()

    for line in sys.stdin:
        if not line.strip():
            continue
        job = json.loads(line)
        while len(running) >= args.jobs:
            finish_one()
        errors = tempfile.TemporaryFile()
        pid = os.fork()
        if pid == 0:
            os.dup2(errors.fileno(), 2)
            try:
                run(job, args.limit)
            except SystemExit as e:  # what is wrong has been said
                os._exit(e.code)
            except BaseException:
                import traceback
                traceback.print_exc()
                sys.stderr.flush()
            os._exit(1)
        running[pid] = (job, errors)
    while running:
        finish_one()


if __name__ == "__main__":
    same_hashes("virtual_kernel.batch")
    main()
