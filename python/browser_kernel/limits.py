"""
Budgets of a run. A program of a reader may go on for ever: each of these ends it with a sentence and what it did until then.
What emits nothing (`sum(range(10**13))`) is ended from outside, by whoever started the interpreter.
"""
import sys

from virtual_kernel import trace
from virtual_kernel.kernel import VirtualKernel
from virtual_kernel.trace import TRACE
from virtual_kernel.units import NS_S

EVENTS = 60_000  # unless a job says otherwise
OUTPUT = 1_000_000  # characters that the program prints
TEXT = 10_000  # of them, in one event: a recording has no longer ones than ten times that
LONG = {"print", "logError", "raised", "deferredFire", "callbackEnd", "callback", "errback"}  # events with a text of the program's
# A heartbeat goes on for ever. Where nothing else happens any more, a run ends after so many of its turns, and so long a time.
QUIET_TURNS, QUIET_NS = 20, 10 * NS_S


def install(end, most):
    """`end(why)`: hands over what there is, why is 'events' or 'output', does not return; `most`: events"""
    real = trace.emit
    said = 0

    def emit(kind, **kw):
        nonlocal said
        if not TRACE.on:
            return
        if kind == "print":
            said += len(kw["text"])
        if kind in LONG:
            kw.update({name: text[:TEXT] for name, text in kw.items() if isinstance(text, str)})
        real(kind, **kw)
        if said > OUTPUT:
            end("output")
        if len(TRACE.events) > most:
            end("events")
    replace(real, emit)
    end_when_quiet()


def end_when_quiet():
    """a run without an end of its own ends where only the program's own timers go on"""
    wait = VirtualKernel.wait
    since, turns = None, 0

    def new_wait(self, ready, timeout, by_program=False):
        nonlocal since, turns
        if self.until is not None or (self.heap and not (self.background and self.only_background())):
            since = None
        elif since is None:
            since, turns = self.now, 0
        else:
            turns += 1
            if turns >= QUIET_TURNS and self.now - since >= QUIET_NS:
                self.finish("until")
        return wait(self, ready, timeout, by_program)
    VirtualKernel.wait = new_wait


def replace(old, new):
    """`old` is trace.emit: every module of the virtual kernel has it by name"""
    TRACE.emit = new
    for name, module in list(sys.modules.items()):
        if name.startswith("virtual_kernel") and getattr(module, "emit", None) is old:
            module.emit = new
