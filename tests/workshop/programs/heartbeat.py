"""Says a heartbeat to all twice a second; a block makes it leave some out, and one that fails ends the beat."""
import time

from twisted.internet import protocol, reactor, task
from twisted.protocols.basic import LineReceiver

there = []


def beat(missed):
    for one in there:
        one.sendLine(b"beat" if missed == 1 else b"beat, and %d left out" % (missed - 1))


class Patient(LineReceiver):
    def connectionMade(self):
        there.append(self)

    def connectionLost(self, reason):
        there.remove(self)

    def lineReceived(self, line):
        if line == b"nap":
            time.sleep(1.3)
        elif line == b"stop":
            loop.stop()
        elif line == b"break":
            there.append(None)
            reactor.callLater(1, there.remove, None)
        else:
            loop.interval = float(line)


loop = task.LoopingCall.withCount(beat)
done = loop.start(0.5, now=False)
done.addCallbacks(lambda _: print("stopped"), lambda failure: print("broken:", failure.getErrorMessage()))
reactor.listenTCP(8000, protocol.Factory.forProtocol(Patient))
reactor.run()
