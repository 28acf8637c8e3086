import time

from twisted.internet import error, protocol, reactor

COST = 2  # milliseconds


class Hello(protocol.Protocol):
    def dataReceived(self, data):
        print("dataReceived")
        self.transport.write(b"hello\r\n")
        self.transport.loseConnection()
        reactor.callLater(0, soon)
        time.sleep(COST / 1000)
        print("next line")

    def connectionLost(self, reason):
        print("written")


def soon():
    print("callLater(0)")


def alarm():
    print("alarm")


def closing():
    reactor.stop()


reactor.listenTCP(8000, protocol.Factory.forProtocol(Hello))
reactor.callLater(1, alarm)
reactor.callLater(1.5, closing)
reactor.run()
print("run() is over")
try:
    reactor.run()
except error.ReactorNotRestartable:
    print("ReactorNotRestartable")
