import time

from twisted.internet import defer, protocol, reactor
from twisted.protocols.basic import LineReceiver

BLOCK = 3.0  # seconds


def report():
    d = defer.Deferred()
    time.sleep(BLOCK)  # or requests.get
    d.callback(b"42 rows")
    return d


class Chat(LineReceiver):
    def lineReceived(self, line):
        if line == b"REPORT":
            d = report()
            d.addCallback(self.sendLine)
        else:
            self.sendLine(line)


reactor.listenTCP(8000, protocol.Factory.forProtocol(Chat))
reactor.run()
