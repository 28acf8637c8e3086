"""Word counts in slices of work: the reactor has a turn between them, and a count can be paused, resumed and stopped."""
import time

from twisted.internet import protocol, reactor, task
from twisted.protocols.basic import LineReceiver


class Counts(LineReceiver):
    job = None

    def lineReceived(self, line):
        word, _, rest = line.partition(b" ")
        if word == b"count":
            self.start(int(rest))
        elif self.job is None:
            self.sendLine(b"nothing to " + word)
        else:
            try:
                getattr(self.job, word.decode())()
            except task.SchedulerError as error:
                self.sendLine(type(error).__name__.encode())

    def start(self, pages):
        self.done = 0
        self.job = task.cooperate(self.pages(pages))
        self.job.whenDone().addCallbacks(
            lambda _: self.sendLine(b"%d pages" % self.done),
            lambda failure: self.sendLine(b"stopped at %d: %s" % (self.done, failure.type.__name__.encode())),
        )

    def pages(self, count):
        for _ in range(count):
            time.sleep(0.01)
            self.done += 1
            yield None
            if self.done == 12:
                yield task.deferLater(reactor, 0.05)  # the next book
            if self.done == 40:
                raise EOFError


reactor.listenTCP(8000, protocol.Factory.forProtocol(Counts))
reactor.run()
