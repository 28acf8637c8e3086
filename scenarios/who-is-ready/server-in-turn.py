from twisted.internet import protocol, reactor

turn = []  # a stand-in for blocking reads: only the first is read


class InTurn(protocol.Protocol):
    def connectionMade(self):
        turn.append(self)
        if turn[0] is not self:
            self.transport.pauseProducing()

    def dataReceived(self, data):
        self.transport.write(b"ok\r\n")
        self.transport.pauseProducing()
        turn.append(turn.pop(0))
        turn[0].transport.resumeProducing()


reactor.listenTCP(8000, protocol.Factory.forProtocol(InTurn))
reactor.run()
