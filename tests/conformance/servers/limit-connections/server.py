from twisted.internet import protocol, reactor
from twisted.protocols.basic import LineReceiver
from twisted.protocols.policies import LimitTotalConnectionsFactory


class Echo(LineReceiver):
    def lineReceived(self, line):
        self.sendLine(line)


factory = LimitTotalConnectionsFactory()
factory.protocol = Echo
factory.connectionLimit = 2
reactor.listenTCP(8000, factory)
reactor.run()
