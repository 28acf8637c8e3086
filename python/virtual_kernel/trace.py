"""
The recorded events of the run that this process makes: one process, one run.

`CLOCK` stamps them; whoever starts the run sets it, and the modules read it as `trace.CLOCK`: a VirtualKernel, or a RealClock.
"""
import json
import threading

from .stack import hook


class Trace:
    def __init__(self):
        self.events = []  # the JSON of each: Python's collector has no work with text
        self.on = False
        self.iter = 0
        self.where = None  # says the line of the server.py, where each event is to have it
        self.lock = threading.Lock()

    @hook
    def emit(self, kind, **kw):
        if not self.on:
            return
        ev = {"t": CLOCK.t_out(), "i": self.iter, "kind": kind}
        thr = CLOCK.thread_name()
        if thr != "main":
            ev["thr"] = thr
        for k, v in kw.items():
            if v is not None or k in ("timeout", "conn"):
                ev[k] = v
        if self.where:
            ev["where"] = self.where()
        text = json.dumps(ev)
        with self.lock:
            self.events.append(text)


TRACE = Trace()
emit = TRACE.emit
CLOCK = None  # VirtualKernel or RealClock
