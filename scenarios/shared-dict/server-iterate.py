import time

from twisted.internet import protocol, reactor, threads
from twisted.protocols.basic import LineReceiver

TEA = 1  # cups in stock
EACH = 1  # names that the worker adds
RECEIPT = 1.0  # seconds to print one

stock = {"tea": TEA}


def add():
    for i in range(EACH):
        stock["mint %d" % i] = 1
    time.sleep(RECEIPT)
    return b"added"


def count():
    n = 0
    for name in stock:
        n += stock[name]
    return b"cups: %d" % n


class Shop(LineReceiver):
    def lineReceived(self, line):
        if line == b"add":
            d = threads.deferToThread(add)
            d.addCallback(self.sendLine)
        elif line == b"count":
            self.sendLine(count())
        else:
            self.sendLine(line)


reactor.listenTCP(8000, protocol.Factory.forProtocol(Shop))
reactor.run()
