from twisted.internet import protocol, reactor
from twisted.protocols.basic import LineReceiver


class Server(LineReceiver):
    def lineReceived(self, line):
        self.sendLine(line)


reactor.listenTCP(8000, protocol.Factory.forProtocol(Server))
reactor.run()
