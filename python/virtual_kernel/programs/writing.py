"""Large writes, by every kind of producer, and writes from a thread."""
from io import BytesIO

from ..trace import emit
from . import base
from .base import Pull, Push, block, later, line_protocol, named, program


@program("big-write")
def big_write(params):
    """line "get N": send N bytes.  mode: write | chunks | push | pull | filesender | tcp-chunks"""
    from twisted.protocols import basic
    mode, chunk = params.get("mode", "write"), params.get("chunk", 10240)
    close = params.get("closeAfter", False)

    class Big:
        def handle(self, line):
            if not line.startswith("get "):
                self.say("pong " + line)
                return
            n = int(line.split()[1])
            if mode == "write":
                self.transport.write(b"x" * n)
                self.finish()
            elif mode == "chunks":
                self.chunk(n)
            elif mode == "push":
                Push(self, n, chunk, self.finish)
            elif mode == "pull":
                Pull(self, n, chunk, self.finish)
            elif mode == "filesender":
                fs = basic.FileSender()
                fs.CHUNK_SIZE = params.get("chunk", fs.CHUNK_SIZE)
                res = fs.resumeProducing

                def traced():
                    emit("resumeProducing", conn=self.name)
                    res()
                fs.resumeProducing = traced
                d = fs.beginFileTransfer(BytesIO(b"x" * n), self.transport)
                d._oracle_name = "fileSent"
                d.addCallback(lambda _: self.finish())

        def chunk(self, left):
            n = min(chunk, left)
            self.transport.write(b"x" * n)
            if left > n:
                later(params.get("gapMs", 0), "chunk", self.chunk, left - n)
            else:
                self.finish()

        def finish(self):
            emit("allWritten", conn=self.name)
            if close:
                self.transport.loseConnection()

    return line_protocol(Big, params)


@program("thread-write")
def thread_write(params):
    """line "go MS": a pool thread sleeps MS then answers, either unsafely (transport.write from the
    thread) or with reactor.callFromThread.  params.safe"""

    class TW:
        def handle(self, line):
            if not line.startswith("go "):
                self.say("pong " + line)
                return
            ms = float(line.split()[1])
            base.reactor.callInThread(self.job, ms)

        def job(self, ms):
            emit("threadStart", job=self.name)
            block(ms)
            if params.get("safe"):
                base.reactor.callFromThread(named("say", lambda: self.say("from thread")))
            else:
                self.say("from thread")
            emit("threadEnd", job=self.name)
    return line_protocol(TW, params)
