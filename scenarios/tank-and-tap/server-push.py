import io
import time

from zope.interface import implementer

from twisted.internet import interfaces, protocol, reactor
from twisted.protocols.basic import LineReceiver

FILE = 30  # megabytes
DISK = 100  # megabytes a second
PIECE = 100_000  # bytes


class File(io.BytesIO):  # in place of open(…), with a disk’s speed
    def read(self, size):
        time.sleep(size / (DISK * 1_000_000))
        return super().read(size)


@implementer(interfaces.IPushProducer)
class Tap:
    def __init__(self, file, consumer):
        self.file, self.consumer, self.open = file, consumer, True
        consumer.registerProducer(self, True)
        self.piece()

    def piece(self):
        data = self.file.read(PIECE)
        if not data:
            self.consumer.unregisterProducer()
            self.consumer.loseConnection()
            return
        self.consumer.write(data)
        if self.open:
            reactor.callLater(0, self.piece)

    def pauseProducing(self):
        self.open = False

    def resumeProducing(self):
        self.open = True
        self.piece()

    def stopProducing(self):
        self.open = False


class Site(LineReceiver):
    def lineReceived(self, line):
        if line == b"GET":
            file = File(bytes(FILE * 1_000_000))
            Tap(file, self.transport)
        else:
            self.sendLine(line)


reactor.listenTCP(8000, protocol.Factory.forProtocol(Site))
reactor.run()
