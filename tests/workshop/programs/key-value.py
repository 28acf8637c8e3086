"""Keeps values: get, set with an age, incr, del, keys, and a set that only succeeds if nobody else was faster."""
from twisted.internet import protocol, reactor
from twisted.protocols.basic import LineReceiver

MAX_VALUE = 100


class Store:
    def __init__(self):
        self.values, self.ages, self.version = {}, {}, 0

    def set(self, key, value, age=None):
        self.forget(key)
        self.version += 1
        self.values[key] = (self.version, value)
        if age is not None:
            self.ages[key] = reactor.callLater(age, self.expired, key)

    def expired(self, key):
        print("expired:", key)
        del self.values[key], self.ages[key]

    def forget(self, key):
        timer = self.ages.pop(key, None)
        if timer is not None:
            timer.cancel()
        return self.values.pop(key, None) is not None


class Keeper(LineReceiver):
    def lineReceived(self, line):
        command, *args = line.decode().split(" ")
        try:
            answer = getattr(self, "do_" + command)(*args)
        except (AttributeError, TypeError):
            answer = "error: " + command
        except KeyError:
            answer = "nothing"
        if answer is not None:
            self.sendLine(answer.encode())

    def do_get(self, key):
        version, value = store.values[key]
        return "%s (%d)" % (value, version)

    def do_set(self, key, size, age=None, version=None):
        if version is not None and store.values.get(key, (0,))[0] != int(version):
            return "somebody was faster"
        self.wanted = key, int(size), None if age in (None, "-") else float(age)
        self.value = b""
        if int(size) > MAX_VALUE:
            self.transport.loseConnection()
            return "too long"
        self.setRawMode()

    def rawDataReceived(self, data):
        key, size, age = self.wanted
        self.value += data
        if len(self.value) >= size:
            value, rest = self.value[:size], self.value[size:]
            store.set(key, value.decode(), age)
            self.sendLine(b"ok")
            self.setLineMode(rest)

    def do_incr(self, key):
        store.set(key, str(int(store.values[key][1]) + 1))
        return store.values[key][1]

    def do_del(self, key):
        return "gone" if store.forget(key) else "nothing"

    def do_keys(self):
        return " ".join(sorted(store.values))


store = Store()
reactor.listenTCP(8000, protocol.Factory.forProtocol(Keeper))
reactor.run()
