"""
Random programs of LoopingCall, deferLater and Cooperator, run by real Twisted: python3 tasks.py [A B]

Times are 64ths of a second, which floats hold exactly. `tasks.ts` runs the same operations on ours.
"""
import random

from common import E, record, short
from twisted.internet import defer, task

UNIT = 64


def generate(seed):
    r = random.Random(seed)
    loops = tasks = 0
    ops = []
    for _ in range(r.randint(5, 25)):
        kind = r.choice(["loop", "loop", "advance", "advance", "advance", "stop", "reset", "later",
                         "cooperate", "pause", "resume", "stopTask", "tick", "stopAll", "startAll",
                         "fire", "interval", "whenDone"])
        if kind == "loop":
            script = [r.choice(["none", "none", "none", "block", "raise", "defer", "stop", "reset"])
                      for _ in range(r.randint(1, 6))]
            ops.append([kind, r.choice([0, 0, 1, 8, 16, 32, 64, 100]), r.random() < .6,
                        r.random() < .4, script, r.randint(0, 80)])
            loops += 1
        elif kind == "advance":
            ops.append([kind, r.randint(0, 200)])
        elif kind in ("stop", "reset", "interval"):
            if loops:
                ops.append([kind, r.randrange(loops), r.choice([0, 8, 16, 40])])
        elif kind == "later":
            ops.append([kind, r.randint(0, 200), r.choice([None, "raise", "defer"]), r.random() < .3])
        elif kind == "cooperate":
            items = [r.choice(["v", "v", "v", "d", "fired", "raise"]) for _ in range(r.randint(0, 6))]
            ops.append([kind, items])
            tasks += 1
        elif kind in ("pause", "resume", "stopTask", "whenDone"):
            if tasks:
                ops.append([kind, r.randrange(tasks)])
        elif kind == "fire":
            ops.append([kind, r.randint(0, 3), r.random() < .3])
        else:
            ops.append([kind])
    return {"seed": seed, "slice": r.choice([1, 2, 3, 100]), "started": r.random() < .8, "ops": ops}


keep = []


class Run:
    def __init__(self, program):
        self.out = []
        self.clock = task.Clock()
        self.loops, self.tasks, self.pending, self.ticks = [], [], [], []
        self.slice = program["slice"]
        self.cooperator = task.Cooperator(self.terminator, self.schedule, program["started"])
        keep.append(self)

    def now(self):
        return int(self.clock.seconds() * UNIT)

    def terminator(self):
        units = [0]

        def over():
            units[0] += 1
            return units[0] >= self.slice
        return over

    def schedule(self, tick):
        run = self

        class Scheduled:
            cancelled = False

            def cancel(self):
                self.cancelled = True
                run.out.append(["unscheduled"])

            def __call__(self):
                if not self.cancelled:
                    tick()
        self.out.append(["scheduled"])
        self.ticks.append(Scheduled())
        return self.ticks[-1]

    def attempt(self, f, *args):
        try:
            f(*args)
        except Exception as error:
            self.out.append(["raised", type(error).__name__])

    def wait(self):
        self.pending.append(defer.Deferred())
        return self.pending[-1]

    def body(self, n, script, block):
        calls = iter(range(1000))

        def f(*args):
            i = next(calls)
            kind = script[i] if i < len(script) else "none"
            self.out.append(["call", n, self.now(), list(args), kind])
            loop = self.loops[n]
            if i == 40:  # interval 0 would go on for ever
                if loop.running:
                    loop.stop()
            elif kind == "block":
                self.clock.rightNow += block / UNIT
            elif kind == "raise":
                raise E()
            elif kind == "defer":
                return self.wait()
            elif kind == "stop":
                self.attempt(loop.stop)
            elif kind == "reset":
                self.attempt(loop.reset)
        return f

    def work(self, n, items):
        for i, kind in enumerate(items):
            self.out.append(["unit", n, i, kind])
            if kind == "raise":
                raise E()
            yield self.wait() if kind == "d" else defer.succeed(1) if kind == "fired" else i

    def watch(self, name, n, d):
        keep.append(d)
        d.addBoth(lambda result: self.out.append([name, n, short(result)]))

    def later(self, what):
        self.out.append(["later", self.now()])
        if what == "raise":
            raise E()
        return self.wait() if what == "defer" else "result"

    def operation(self, kind, *args):
        self.out.append(["op", kind, self.now()])
        if kind == "loop":
            interval, now, count, script, block = args
            n = len(self.loops)
            f = self.body(n, script, block)
            loop = task.LoopingCall.withCount(f) if count else task.LoopingCall(f)
            loop.clock = self.clock
            self.loops.append(loop)
            self.watch("loop done", n, loop.start(interval / UNIT, now))
        elif kind == "advance":
            self.attempt(self.clock.advance, args[0] / UNIT)
        elif kind == "stop":
            self.attempt(self.loops[args[0]].stop)
        elif kind == "reset":
            self.attempt(self.loops[args[0]].reset)
        elif kind == "interval":
            self.loops[args[0]].interval = args[1] / UNIT
        elif kind == "later":
            d = task.deferLater(self.clock, args[0] / UNIT, self.later, args[1])
            self.watch("later done", 0, d)
            if args[2]:
                self.attempt(d.cancel)
        elif kind == "cooperate":
            n = len(self.tasks)
            self.tasks.append(self.cooperator.cooperate(self.work(n, args[0])))
            self.watch("task done", n, self.tasks[n].whenDone())
        elif kind == "pause":
            self.attempt(self.tasks[args[0]].pause)
        elif kind == "resume":
            self.attempt(self.tasks[args[0]].resume)
        elif kind == "stopTask":
            self.attempt(self.tasks[args[0]].stop)
        elif kind == "whenDone":
            self.watch("when done", args[0], self.tasks[args[0]].whenDone())
        elif kind == "tick":
            for _ in range(3):
                ticks, self.ticks = self.ticks, []
                for tick in ticks:
                    self.attempt(tick)
        elif kind == "stopAll":
            self.attempt(self.cooperator.stop)
        elif kind == "startAll":
            self.attempt(self.cooperator.start)
        elif kind == "fire" and args[0] < len(self.pending):
            d = self.pending.pop(args[0])
            self.attempt(d.errback if args[1] else d.callback, E() if args[1] else "x")

    def end(self):
        self.out.append(["end", self.now(), [loop.running for loop in self.loops],
                         self.cooperator.running,
                         [int(call.getTime() * UNIT) for call in self.clock.getDelayedCalls()]])
        return self.out


def run(program):
    r = Run(program)
    for op in program["ops"]:
        r.operation(*op)
    return r.end()


if __name__ == "__main__":
    record("tasks", generate, run)
