"""Each client may ask five times at once and twice a second from then on; all of them together get 4,000 bytes a second."""
from twisted.internet import protocol, reactor
from twisted.protocols.basic import LineReceiver
from twisted.protocols.policies import ThrottlingFactory

BURST = 5
PER_SECOND = 2.0


class Bucket:
    def __init__(self):
        self.left, self.at = BURST, reactor.seconds()

    def take(self):
        """How many seconds too early it is; 0 where it is not."""
        now = reactor.seconds()
        self.left = min(BURST, self.left + (now - self.at) * PER_SECOND)
        self.at = now
        if self.left < 1:
            return (1 - self.left) / PER_SECOND
        self.left -= 1
        return 0


class Limited(LineReceiver):
    refused = 0

    def connectionMade(self):
        self.bucket = Bucket()

    def lineReceived(self, line):
        wait = self.bucket.take()
        if wait:
            self.refused += 1
            self.sendLine(b"slow down: %d ms" % round(wait * 1000))
            if self.refused == 3:
                self.transport.loseConnection()
        else:
            self.sendLine(line * 100)


factory = ThrottlingFactory(protocol.Factory.forProtocol(Limited), maxConnectionCount=2, writeLimit=4000)
reactor.listenTCP(8000, factory)
reactor.run()
