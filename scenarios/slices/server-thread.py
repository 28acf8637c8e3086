import time

from twisted.internet import protocol, reactor, threads
from twisted.protocols.basic import LineReceiver

WORK = 1000  # milliseconds
DISK = 0  # milliseconds


class Site(LineReceiver):
    def lineReceived(self, line):
        if line == b"RESIZE":
            d = threads.deferToThread(self.work)
            d.addCallback(self.done)
        else:
            self.sendLine(line)

    def work(self):  # one call, without seams
        time.sleep((WORK + DISK) / 1000)

    def done(self, _):
        self.sendLine(b"done")


reactor.listenTCP(8000, protocol.Factory.forProtocol(Site))
reactor.run()
