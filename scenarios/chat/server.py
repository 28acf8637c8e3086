from twisted.internet import protocol, reactor
from twisted.protocols.basic import LineReceiver

users = []


class Chat(LineReceiver):
    def connectionMade(self):
        users.append(self)

    def connectionLost(self, reason):
        users.remove(self)

    def lineReceived(self, line):
        for user in users:
            if user is not self:
                user.sendLine(line)


reactor.listenTCP(8000, protocol.Factory.forProtocol(Chat))
reactor.run()
