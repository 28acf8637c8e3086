"""
One run, of a program or a workload, and what comes of it: the text of the trace, or why there is none.

A run ends in the middle of Twisted, where a process would; an interpreter goes on. So the result is handed to `post` at that moment,
once; what follows is unwound, records nothing and may be cut off.
"""
import io
import json
import os
import sys

from virtual_kernel import trace
from virtual_kernel.trace import TRACE
from virtual_kernel.units import ms_out

from . import identity, limits, live, platform, stacks

SERVER = "server.py"
OUT = "/trace.json"


class Over(BaseException):
    """the run has ended: what the process would have ended with"""


def run(text, post, threads, js, clients=None):
    """
    `text`: JSON {"workload", "reactor"?, "server"? (a program's text, instead of the workload's), "constants"?, "budget"? (events)}.
    `threads`: "stacks", or "none": programs that start one are refused; `js`: what `stacks` needs; `clients`: what `live` needs, or None.
    `post` is given one text: a trace, or JSON {"cut": why, "events", …} or {"error": sentence, "trouble": where, or null}.
    """
    job = json.loads(text)
    state = Posting(post, job.get("budget", limits.EVENTS))
    identity.install()
    if threads == "stacks":
        stacks.install(js, Over)
    else:
        stacks.refuse_threads()
    if clients is not None:
        live.install(clients)
    limits.install(state.cut, state.most)
    platform.refuse_web_that_is_not_here()
    os._exit = state.leave
    sys.argv = ["virtual_kernel", *arguments(job)]
    sys.stdin, sys.stderr = io.StringIO(json.dumps(job["workload"])), state.said
    try:
        from virtual_kernel.__main__ import main
        main(sys.argv[1:])
    except Over:
        pass
    except SystemExit:
        state.fail()
    except BaseException:
        state.fail()


def arguments(job):
    """the command line that is the same as `job`; a program in it is a file from now on"""
    args = ["-", "-o", OUT]
    if job.get("reactor"):
        args += ["--reactor", job["reactor"]]
    os.chdir("/")
    if "server" in job:
        with open(SERVER, "w", encoding="utf-8", errors="replace", newline="") as f:
            f.write(job["server"])
        args += ["--server", SERVER]
    for name, value in job.get("constants", {}).items():
        args += ["--set", "%s=%s" % (name, json.dumps(value))]
    return args


class Posting:
    """the ways in which a run ends; the first one counts"""

    def __init__(self, post, most):
        self.post, self.most, self.said, self.over = post, most, io.StringIO(), False

    def once(self, make):
        if not self.over:
            self.over = True
            TRACE.on = False
            self.post(make())
        sys.settrace(None)
        reactor = getattr(trace.CLOCK, "reactor", None)
        if reactor is not None:
            reactor._started = False  # its loop logs whatever is raised, and goes on
        raise Over

    def leave(self, code):
        """os._exit"""
        self.once(self.result if code == 0 else self.error)

    def cut(self, why):
        events, now = TRACE.events, ms_out(trace.CLOCK.now)
        head = json.dumps({"cut": why, "t": now, "turn": TRACE.iter})
        self.once(lambda: '%s, "events": [%s]}' % (head[:-1], ",".join(events[:self.most])))

    def fail(self):
        if not self.over:
            self.over = True
            TRACE.on = False
            self.post(self.error())

    @staticmethod
    def result():
        with open(OUT, encoding="utf-8") as f:
            return f.read()

    def error(self):
        return json.dumps({"error": self.said.getvalue(), "trouble": trouble()})


def trouble():
    """
    The exception that is being handled: type, message, line and column in the program. Where there is none, and the program's call
    was refused, the line of that; None where it is nowhere in the program.
    """
    import traceback
    kind, error, tb = sys.exc_info()
    if error is None or isinstance(error, (Over, SystemExit)):
        frame = sys._getframe()
        while frame is not None and frame.f_code.co_filename != SERVER:
            frame = frame.f_back
        return frame and {"type": None, "message": "", "line": frame.f_lineno, "column": None}
    if isinstance(error, SyntaxError) and error.filename == SERVER:
        return {"type": kind.__name__, "message": error.msg, "line": error.lineno, "column": error.offset}
    lines = [frame.lineno for frame in traceback.extract_tb(tb) if frame.filename == SERVER]
    return {"type": kind.__name__, "message": str(error), "line": lines[-1] if lines else None, "column": None}
