"""Messages with their length in front, as JSON: a small calculator for programs."""
import json
import operator

from twisted.internet import protocol, reactor
from twisted.protocols.basic import Int32StringReceiver

DOES = {"add": operator.add, "mul": operator.mul, "div": operator.truediv}


class Calculator(Int32StringReceiver):
    MAX_LENGTH = 200

    def stringReceived(self, message):
        try:
            asked = json.loads(message)
            answer = {"result": DOES[asked["do"]](*asked["of"])}
        except (ValueError, KeyError, TypeError, ArithmeticError) as error:
            answer = {"error": type(error).__name__}
        self.sendString(json.dumps(answer).encode())

    def lengthLimitExceeded(self, length):
        print("a message of", length)
        self.transport.abortConnection()


reactor.listenTCP(8000, protocol.Factory.forProtocol(Calculator))
reactor.run()
