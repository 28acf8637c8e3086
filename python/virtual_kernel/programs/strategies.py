"""The same job, five ways: blocking, in chunks, cooperating, in a thread, with inlineCallbacks."""

from ..trace import emit
from . import base
from .base import ON_START, Handler, S, block, cpu, later, line_protocol, program


# lines: "work MS" = a job of MS milliseconds, anything else = ping -> "pong LINE"
class Worker:
    def handle(self, line):
        if line.startswith("work "):
            ms = float(line.split()[1])
            self.work(int(ms) if ms == int(ms) else ms)
        elif line == "quit":
            self.transport.loseConnection()
        else:
            self.say("pong " + line)


@program("blocking-handler")
def blocking_handler(params):
    burn = cpu if params.get("cpu") else block

    class Blocking(Worker):
        def work(self, ms):
            burn(ms)
            self.say("done %s" % ms)
    return line_protocol(Blocking, params)


@program("call-later-chunks")
def call_later_chunks(params):
    chunk = params.get("chunkMs", 10)
    gap = params.get("gapMs", 0)

    class Chunks(Worker):
        def work(self, ms):
            self.step(ms, ms)

        def step(self, left, total):
            n = min(chunk, left)
            block(n)
            left -= n
            if left > 0:
                later(gap, "step", self.step, left, total)
            else:
                self.say("done %s" % total)
    return line_protocol(Chunks, params)


@program("cooperator")
def cooperator(params):
    from twisted.internet import task
    unit = params.get("unitMs", 4)

    class Coop(Worker):
        def work(self, ms):
            def gen():
                left = ms
                while left > 0:
                    n = min(unit, left)
                    emit("workUnit", conn=self.name, left=left)
                    block(n)
                    left -= n
                    yield None
            d = task.cooperate(gen()).whenDone()
            d.addCallback(lambda _: self.say("done %s" % ms))
    return line_protocol(Coop, params)


@program("defer-to-thread")
def defer_to_thread(params):
    from twisted.internet import threads
    burn = cpu if params.get("cpu") else block
    n = params.get("poolMax", 10)
    ON_START.append(lambda: base.reactor.suggestThreadPoolSize(n))

    def job(who, ms):
        emit("threadStart", job="%s/%s" % (who, ms))
        burn(ms)
        if params.get("fail"):
            emit("threadEnd", job="%s/%s" % (who, ms), error="RuntimeError")
            raise RuntimeError("job failed")
        emit("threadEnd", job="%s/%s" % (who, ms))
        return ms

    class Thr(Worker):
        def work(self, ms):
            d = threads.deferToThread(job, self.name, ms)
            d._oracle_name = "%s/%s" % (self.name, ms)

            def ok(r):
                with Handler(self, "callback %s" % r):
                    self.say("done %s" % r)

            def bad(f):
                with Handler(self, "errback %s" % f.type.__name__):
                    self.say("failed %s" % f.value)
            d.addCallbacks(ok, bad)
    return line_protocol(Thr, params)


@program("inline-callbacks")
def inline_callbacks(params):
    """like defer-to-thread but written with @inlineCallbacks: two awaits per job"""
    from twisted.internet import defer, task, threads

    class Inline(Worker):
        @defer.inlineCallbacks
        def work(self, ms):
            emit("step", conn=self.name, at="start")
            r = yield threads.deferToThread(self.job, ms)
            emit("step", conn=self.name, at="after-thread")
            yield task.deferLater(base.reactor, S(params.get("pauseMs", 5)), lambda: None)
            emit("step", conn=self.name, at="after-pause")
            self.say("done %s" % r)

        def job(self, ms):
            emit("threadStart", job="%s/%s" % (self.name, ms))
            block(ms)
            emit("threadEnd", job="%s/%s" % (self.name, ms))
            return ms
    return line_protocol(Inline, params)
