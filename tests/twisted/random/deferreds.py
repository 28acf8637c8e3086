"""
Random programs of Deferreds, run by real Twisted: python3 deferreds.py [A B]

A program has a few Deferreds (`cancel`: the kind of each one's canceller) and a list of operations on
them; `deferreds.ts` runs the same operations on ours.
"""
import random

from common import E, record, short
from twisted.internet import defer, task
from twisted.python.failure import Failure


def generate(seed):
    r = random.Random(seed)
    n = r.randint(2, 5)
    cancel = [r.choice([None, None, None, "noop", "callback", "errback", "raise"]) for _ in range(n)]
    labels = iter(range(1, 1000))

    def action(i, depth=0):
        """What a callback of the Deferred i does."""
        kind = r.choice(["const", "same", "raise", "fail", "defer", "defer", "add", "fire", "err",
                         "cancel", "pause", "unpause"])
        if kind == "defer":
            later = [j for j in range(n) if j > i]  # never one that waits for this one
            return ["defer", r.choice(later)] if later else ["const", r.randint(0, 9)]
        if kind == "const":
            return ["const", r.randint(0, 9)]
        if kind == "add":
            if depth == 2:
                return ["same"]
            return ["add", next(labels), action(i, depth + 1), action(i, depth + 1)]
        if kind in ("fire", "err", "cancel", "pause", "unpause"):
            return [kind, r.randrange(n)]
        return [kind]

    def operation():
        kind = r.choice(["cb", "cb", "cb", "cb", "fire", "fire", "err", "pause", "unpause", "cancel",
                         "chain", "list", "gather", "timeout", "advance", "inline"])
        i = r.randrange(n)
        some = sorted(r.sample(range(n), r.randint(0, n)))
        if kind == "cb":
            return ["cb", i, next(labels), action(i), action(i)]
        if kind == "fire":
            return ["fire", i, r.randint(10, 99)]
        if kind == "chain":
            return ["chain", i, r.randint(i + 1, n - 1)] if i < n - 1 else ["pause", i]
        if kind == "list":
            return ["list", next(labels), r.random() < .3, some, r.random() < .3, r.random() < .3,
                    r.random() < .5]
        if kind == "gather":
            return ["gather", next(labels), r.random() < .3, some, r.random() < .5]
        if kind == "timeout":
            return ["timeout", i, r.randint(1, 4), r.random() < .4]
        if kind == "advance":
            return ["advance", r.randint(1, 3)]
        if kind == "inline":
            steps = [["d", i], ["v", r.randint(0, 9)], ["raise"], ["try", i]]
            return ["inline", next(labels), r.random() < .3,
                    [r.choice(steps)[:1] + [r.randrange(n)] for _ in range(r.randint(0, 4))]]
        return [kind, i]

    return {"seed": seed, "cancel": cancel, "ops": [operation() for _ in range(r.randint(4, 18))]}


keep = []  # nothing is to be dropped


class Run:
    def __init__(self, program):
        self.out = []
        self.clock = task.Clock()
        self.ds = [defer.Deferred(self.canceller(kind, i)) for i, kind in enumerate(program["cancel"])]
        keep.append(self)

    def canceller(self, kind, i):
        if kind is None:
            return None

        def cancel(d):
            self.out.append(["canceller", i])
            if kind == "callback":
                d.callback("cancelled")
            elif kind == "errback":
                d.errback(E())
            elif kind == "raise":
                raise E()
        return cancel

    def attempt(self, f, *args):
        try:
            f(*args)
        except Exception as error:
            self.out.append(["raised", type(error).__name__])

    def callback(self, i, side, label, action):
        def f(result):
            self.out.append([side, label, short(result)])
            kind = action[0]
            if kind == "const":
                return action[1]
            if kind == "raise":
                raise E()
            if kind == "fail":
                return Failure(E())
            if kind == "defer":
                return self.ds[action[1]]
            if kind == "add":
                self.add(i, action[1], action[2], action[3])
            elif kind != "same":
                self.simple(kind, self.ds[action[1]], "in")
            return result
        return f

    def add(self, i, label, action, erraction):
        self.ds[i].addCallbacks(self.callback(i, "c", label, action),
                                self.callback(i, "e", label, erraction))

    def simple(self, kind, d, value):
        if kind == "fire":
            self.attempt(d.callback, value)
        elif kind == "err":
            self.attempt(d.errback, E())
        elif kind == "cancel":
            self.attempt(d.cancel)
        elif kind == "pause":
            d.pause()
        elif kind == "unpause" and d.paused > 0 and d._chainedTo is None:
            d.unpause()

    def watch(self, kind, label, cancel, d):
        keep.append(d)
        d.addBoth(lambda result: self.out.append([kind, label, short(result)]))
        if cancel:
            self.attempt(d.cancel)

    def generator(self, label, steps):
        for kind, i in steps:
            if kind == "raise":
                raise E()
            try:
                got = yield i if kind == "v" else self.ds[i]
            except Exception as error:
                if kind != "try":
                    raise
                got = type(error).__name__
            self.out.append(["got", label, short(got)])
        return "done"

    def operation(self, kind, *args):
        self.out.append(["op", kind])
        if kind == "cb":
            self.add(*args)
        elif kind == "chain":
            self.ds[args[0]].chainDeferred(self.ds[args[1]])
        elif kind == "list":
            label, cancel, some, one, oneError, consume = args
            d = defer.DeferredList([self.ds[i] for i in some], one, oneError, consume)
            self.watch(kind, label, cancel, d)
        elif kind == "gather":
            label, cancel, some, consume = args
            d = defer.gatherResults([self.ds[i] for i in some], consume)
            self.watch(kind, label, cancel, d)
        elif kind == "inline":
            label, cancel, steps = args
            self.watch(kind, label, cancel, defer.inlineCallbacks(self.generator)(label, steps))
        elif kind == "timeout":
            i, seconds, own = args

            def timedOut(result, timeout):
                self.out.append(["timed out", short(result), timeout])
                return "late"
            self.ds[i].addTimeout(seconds, self.clock, timedOut if own else None)
        elif kind == "advance":
            self.clock.advance(args[0])
        else:
            self.simple(kind, self.ds[args[0]], args[1] if len(args) > 1 else None)

    def end(self):
        for d in self.ds:
            unhandled = d._debugInfo.failResult if d._debugInfo else None
            self.out.append(["end", d.called, d.paused, short(getattr(d, "result", None)),
                             short(unhandled)])
        return self.out


def run(program):
    r = Run(program)
    for op in program["ops"]:
        r.operation(*op)
    return r.end()


if __name__ == "__main__":
    record("deferreds", generate, run)
