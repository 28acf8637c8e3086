import time

from twisted.internet import protocol, reactor, task
from twisted.protocols.basic import LineReceiver

SLICE = 250  # milliseconds
WORK = 1000  # milliseconds
DISK = 0  # milliseconds


class Site(LineReceiver):
    def lineReceived(self, line):
        if line == b"RESIZE":
            d = task.cooperate(self.pieces()).whenDone()
            d.addCallback(self.done)
        else:
            self.sendLine(line)

    def pieces(self):  # cooperate takes as many as fit into 10 ms
        for _ in range(round(WORK / SLICE)):
            time.sleep(SLICE / 1000)
            yield
        time.sleep(DISK / 1000)  # disk

    def done(self, _):
        self.sendLine(b"done")


reactor.listenTCP(8000, protocol.Factory.forProtocol(Site))
reactor.run()
