"""
Clients that a state machine plays while the run is made. The machine is JavaScript's: it hears the run's events one by one, and
what it does goes into the kernel's queue, so that clients answer a server that was changed.

`js` of `install`: `names` (of the clients), `heard` (kinds of events), `start(kernel)` and `hear(event as JSON)`.
"""
import heapq
import json

from virtual_kernel import clients, trace
from virtual_kernel.trace import TRACE

from .limits import replace


class Kernel:
    """what the machine sees of the run: times in ns, sequences that order what is due at one time"""

    def __init__(self):
        self.jobs, self.by_name = {}, {}

    def now(self):
        return trace.CLOCK.now

    def at(self, time, sequence, call):
        """returns a number for `cancel`"""
        job = (int(time), sequence, lambda: call())
        heapq.heappush(trace.CLOCK.heap, job)
        self.jobs[len(self.jobs)] = job
        return len(self.jobs) - 1

    def cancel(self, number):
        job = self.jobs.get(number)
        if job in trace.CLOCK.heap:
            trace.CLOCK.cancel(job)

    def act(self, client, action):
        """`action`: as a workload has it, JSON"""
        self.by_name[client].action(json.loads(action))


def install(js):
    from pyodide.ffi import create_proxy
    heard = set(js.heard.to_py())
    count = len(js.names)
    kernel = Kernel()
    real = trace.emit

    def emit(kind, **kw):
        before = len(TRACE.events)
        real(kind, **kw)
        if kind in heard and len(TRACE.events) > before:
            js.hear(TRACE.events[before])

    def start(self):
        kernel.by_name[self.spec["name"]] = self
        if len(kernel.by_name) == count:
            js.start(create_proxy(kernel))
    replace(real, emit)
    clients.Client.start = start
