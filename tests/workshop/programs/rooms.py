"""A chat with names and rooms: /join, /who, /quit, and everything else goes to the room."""
from collections import defaultdict

from twisted.internet import protocol, reactor
from twisted.protocols.basic import LineReceiver


class Guest(LineReceiver):
    name = room = None

    def connectionMade(self):
        self.sendLine(b"name?")

    def lineReceived(self, line):
        if self.name is None:
            self.register(line)
        elif line.startswith(b"/"):
            word, _, rest = line[1:].decode("utf-8").partition(" ")
            command = getattr(self, "do_" + word, None)
            if command is None:
                self.sendLine(b"no such command")
            else:
                command(rest)
        elif self.room is None:
            self.sendLine(b"/join a room first")
        else:
            self.say(b"%s: %s" % (self.name, line))

    def register(self, name):
        if not name.isalpha() or name in self.factory.names:
            self.sendLine(b"another one, please")
            return
        self.name = name
        self.factory.names.add(name)
        self.sendLine(b"hello, " + name)

    def do_join(self, room):
        self.leave()
        self.room = room
        self.factory.rooms[room].append(self)
        self.say(self.name + b" came in")

    def do_who(self, _):
        there = sorted(guest.name for guest in self.factory.rooms[self.room])
        self.sendLine(b", ".join(there))

    def do_quit(self, words):
        self.sendLine(b"bye")
        self.transport.loseConnection()

    def say(self, line):
        for guest in self.factory.rooms[self.room]:
            guest.sendLine(line)

    def leave(self):
        if self.room is not None:
            self.factory.rooms[self.room].remove(self)
            self.say(self.name + b" went out")
            self.room = None

    def connectionLost(self, reason):
        self.leave()
        self.factory.names.discard(self.name)


class House(protocol.Factory):
    protocol = Guest

    def __init__(self):
        self.names = set()
        self.rooms = defaultdict(list)


reactor.listenTCP(8000, House())
reactor.run()
