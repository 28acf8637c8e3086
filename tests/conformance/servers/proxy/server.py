from twisted.internet import protocol, reactor


class Back(protocol.Protocol):
    def connectionMade(self):
        self.factory.front.back = self
        self.transport.write(self.factory.front.pending)

    def dataReceived(self, data):
        self.factory.front.transport.write(data)

    def connectionLost(self, reason):
        self.factory.front.transport.loseConnection()


class BackFactory(protocol.ClientFactory):
    protocol = Back

    def __init__(self, front):
        self.front = front

    def clientConnectionFailed(self, connector, reason):
        print("failed: " + reason.getErrorMessage())
        self.front.transport.loseConnection()


class Front(protocol.Protocol):
    back, pending = None, b""
    ports = [9000, 9001]

    def connectionMade(self):
        reactor.connectTCP("127.0.0.1", self.ports.pop(0), BackFactory(self))

    def dataReceived(self, data):
        if self.back:
            self.back.transport.write(data)
        else:
            self.pending += data

    def connectionLost(self, reason):
        if self.back:
            self.back.transport.loseConnection()


reactor.listenTCP(8000, protocol.Factory.forProtocol(Front))
reactor.run()
