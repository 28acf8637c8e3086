import time
from datetime import date, datetime

from twisted.internet import protocol, reactor
from twisted.protocols.basic import LineReceiver


class Clock(LineReceiver):
    def connectionMade(self):
        self.transport.setTcpNoDelay(True)
        peer, host = self.transport.getPeer(), self.transport.getHost()
        print("%s:%d at %s:%d" % (peer.host, peer.port, host.host, host.port))

    def lineReceived(self, line):
        print(time.strftime("%a %d %b %Y, %H:%M:%S"))
        print("%s %s" % (datetime.now().isoformat(), date.today()))
        print("%d %s %s" % (time.localtime().tm_hour, time.time(), time.time() == reactor.seconds()))
        self.sendLine(time.strftime("%H:%M").encode())

    def connectionLost(self, reason):
        print("lost %d" % self.transport.getPeer().port)


port = reactor.listenTCP(8000, protocol.Factory.forProtocol(Clock))
print("%s:%d" % (port.getHost().host, port.getHost().port))
reactor.run()
