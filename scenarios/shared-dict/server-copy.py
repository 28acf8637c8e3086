import time

from twisted.internet import protocol, reactor, threads
from twisted.protocols.basic import LineReceiver

TEA = 1  # cups in stock
EACH = 1  # customers of each hand
RECEIPT = 1.0  # seconds to print one

stock = {"tea": TEA}


def sell():
    refused = 0
    for _ in range(EACH):
        n = stock["tea"]
        if n < 1:
            refused += 1
        else:
            stock["tea"] = n - 1
    return b"sold %d" % (EACH - refused)


def by_card(order):
    n = order["tea"]
    time.sleep(RECEIPT)
    return n


class Shop(LineReceiver):
    def lineReceived(self, line):
        if line == b"card":
            d = threads.deferToThread(by_card, dict(stock))
            d.addCallback(lambda n: self.sendLine(sell()))
        elif line == b"cash":
            self.sendLine(sell())
        else:
            self.sendLine(line)


reactor.listenTCP(8000, protocol.Factory.forProtocol(Shop))
reactor.run()
