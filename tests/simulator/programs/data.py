from twisted.internet import protocol, reactor
from twisted.protocols.basic import NetstringReceiver


class Upper(protocol.Protocol):
    def dataReceived(self, data):
        self.transport.write(data.upper())
        if data == b"stop":
            raise RuntimeError("told to")


class Strings(NetstringReceiver):
    MAX_LENGTH = 20

    def stringReceived(self, string):
        self.sendString(string[::-1])


class Choice(protocol.Factory):
    count = 0

    def buildProtocol(self, addr):
        self.count += 1
        if self.count == 4:
            return None
        p = (Upper if self.count % 2 else Strings)()
        p.factory = self
        return p


reactor.listenTCP(8000, Choice())
reactor.run()
