import time

from twisted.internet import protocol, reactor
from twisted.protocols.basic import LineReceiver

SLICE = 250  # milliseconds
WORK = 1000  # milliseconds
DISK = 0  # milliseconds


class Site(LineReceiver):
    def lineReceived(self, line):
        if line == b"RESIZE":
            reactor.callLater(0, self.piece, round(WORK / SLICE))
        else:
            self.sendLine(line)

    def piece(self, left):  # it sleeps for work
        time.sleep(SLICE / 1000)
        if left > 1:
            reactor.callLater(0, self.piece, left - 1)
        else:
            reactor.callLater(0, self.save)

    def save(self):  # 10 KB to disk
        time.sleep(DISK / 1000)
        self.sendLine(b"done")


reactor.listenTCP(8000, protocol.Factory.forProtocol(Site))
reactor.run()
