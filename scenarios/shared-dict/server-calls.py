import time

from twisted.internet import protocol, reactor
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


def by_card(shop):
    reactor.callFromThread(shop.answer)
    time.sleep(RECEIPT)


class Shop(LineReceiver):
    def lineReceived(self, line):
        if line == b"card":
            reactor.callInThread(by_card, self)
        elif line == b"cash":
            self.answer()
        else:
            self.sendLine(line)

    def answer(self):
        self.sendLine(sell())


reactor.listenTCP(8000, protocol.Factory.forProtocol(Shop))
reactor.run()
