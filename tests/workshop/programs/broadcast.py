"""A radio: one push producer for each listener; whoever does not read fast enough misses frames."""
from twisted.internet import protocol, reactor, task
from twisted.internet.interfaces import IPushProducer
from zope.interface import implementer

FRAMES = 120


@implementer(IPushProducer)
class Listener(protocol.Protocol):
    isPaused = False
    missed = 0

    def connectionMade(self):
        self.transport.registerProducer(self, True)
        station.listeners.append(self)

    def frame(self, data):
        if self.isPaused:
            self.missed += 1
        else:
            self.transport.write(data)

    def pauseProducing(self):
        self.isPaused = True

    def resumeProducing(self):
        self.isPaused = False

    def stopProducing(self):
        print("a listener went")

    def end(self):
        self.transport.unregisterProducer()
        self.transport.write(b"missed %d\n" % self.missed)
        self.transport.loseConnection()

    def connectionLost(self, reason):
        station.listeners.remove(self)


class Station:
    number = 0

    def __init__(self):
        self.listeners = []
        self.loop = task.LoopingCall(self.send)
        self.loop.start(0.02).addCallback(self.ended)

    def send(self):
        self.number += 1
        for listener in list(self.listeners):
            listener.frame(b"%03d" % self.number + bytes(8189))
        if self.number == FRAMES:
            self.loop.stop()

    def ended(self, _):
        for listener in list(self.listeners):
            listener.end()


station = Station()
reactor.listenTCP(8000, protocol.Factory.forProtocol(Listener))
reactor.run()
