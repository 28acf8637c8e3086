from twisted.internet import protocol, reactor
from twisted.internet.endpoints import serverFromString
from twisted.protocols.basic import LineReceiver


class Echo(LineReceiver):
    def lineReceived(self, line):
        self.sendLine(line)


def listening(port):
    host = port.getHost()
    print("listening on %s:%d" % (host.host, host.port))


echo = protocol.Factory.forProtocol(Echo)
serverFromString(reactor, "tcp:1025:interface=127.0.0.1").listen(echo).addCallback(listening)
try:
    serverFromString(reactor, "tcp:here")
except ValueError as e:
    print(e)
reactor.run()
