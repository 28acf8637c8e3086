"""Netstrings: a mailbox that keeps the last message of each subject."""
from twisted.internet import protocol, reactor
from twisted.protocols.basic import NetstringReceiver

box = {}


class Mailbox(NetstringReceiver):
    MAX_LENGTH = 64

    def stringReceived(self, message):
        subject, colon, text = message.partition(b": ")
        if colon:
            box[subject] = text
            self.sendString(b"kept %d" % len(box))
        elif message == b"stop":
            self.sendString(b"bye")
            self.transport.loseConnection()
        else:
            self.sendString(box.pop(subject, b"nothing"))


reactor.listenTCP(8000, protocol.Factory.forProtocol(Mailbox))
reactor.run()
