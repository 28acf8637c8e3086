from twisted.internet import protocol, reactor
from twisted.protocols.basic import LineReceiver
from twisted.protocols.policies import ProtocolWrapper, ThrottlingFactory, TimeoutFactory, WrappingFactory


class Echo(LineReceiver):
    def lineReceived(self, line):
        self.sendLine(line)


class Counting(ProtocolWrapper):
    n = 0

    def write(self, data):
        self.n += len(data)
        ProtocolWrapper.write(self, data)

    def connectionLost(self, reason):
        print("%d bytes to %d" % (self.n, self.getPeer().port))
        ProtocolWrapper.connectionLost(self, reason)


class CountingFactory(WrappingFactory):
    protocol = Counting


counting = CountingFactory(protocol.Factory.forProtocol(Echo))
idle = TimeoutFactory(counting, 1.5)
reactor.listenTCP(8000, ThrottlingFactory(idle, maxConnectionCount=2, readLimit=1000, writeLimit=2000))
reactor.run()
