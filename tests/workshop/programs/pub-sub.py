"""Topics with wildcards: sub, unsub, pub; who is too slow to read is let go."""
import fnmatch

from twisted.internet import protocol, reactor
from twisted.protocols.basic import LineReceiver

LIMIT = 3  # messages while the last ones are not read yet


class Peer(LineReceiver):
    isBehind, late = False, 0

    def connectionMade(self):
        self.patterns = []
        self.transport.registerProducer(self, True)
        self.factory.peers.append(self)

    def pauseProducing(self):
        self.isBehind = True

    def resumeProducing(self):
        self.isBehind, self.late = False, 0

    def stopProducing(self):
        pass

    def connectionLost(self, reason):
        self.factory.peers.remove(self)

    def lineReceived(self, line):
        word, _, rest = line.partition(b" ")
        if word == b"sub":
            self.patterns.append(rest)
        elif word == b"unsub" and rest in self.patterns:
            self.patterns.remove(rest)
        elif word == b"pub":
            topic, _, text = rest.partition(b" ")
            self.sendLine(b"to %d" % self.factory.publish(topic, text))
        else:
            self.sendLine(b"sub, unsub or pub")


class Exchange(protocol.Factory):
    protocol = Peer

    def __init__(self):
        self.peers = []

    def publish(self, topic, text):
        count = 0
        for peer in list(self.peers):
            if any(fnmatch.fnmatchcase(topic.decode(), one.decode()) for one in peer.patterns):
                peer.sendLine(topic + b" " + text)
                count += 1
                if peer.isBehind:
                    peer.late += 1
                    if peer.late == LIMIT:
                        peer.transport.abortConnection()
        return count


reactor.listenTCP(8000, Exchange())
reactor.run()
