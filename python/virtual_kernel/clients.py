"""The clients of a workload: a cable each, and one after the other the connections over it."""
from .carrier import Wire
from .connection import Conn
from .trace import emit
from .units import ms_ns


class Client:
    """What a workload calls a client: a cable and, one after the other, connections over it."""

    def __init__(self, k, spec):
        self.k, self.spec = k, spec
        self.up, self.down = Wire(), Wire()
        self.conns = []
        self.connected = False
        self.next()

    def next(self):
        n = len(self.conns) + 1
        self.conn = Conn(self.k, self, self.spec["name"] if n == 1 else "%s#%d" % (self.spec["name"], n))
        self.conns.append(self.conn)

    def start(self):
        self.k.at(ms_ns(self.spec.get("connect", 0)), self.connect)
        for act in self.spec.get("actions", []):
            self.k.at(ms_ns(act["at"]), lambda a=act: self.action(a))

    def connect(self):
        if self.connected:
            self.next()
        self.connected = True
        self.conn.connect()

    def action(self, a):
        if a.get("connect"):
            self.connect()
        elif "cut" in a:
            self.cut(a["cut"])
        elif a.get("mend"):
            emit("net.mend", conn=self.conn.name)
            for wire in (self.up, self.down):
                if wire.cut:
                    wire.cut, wire.mended = False, self.k.now
        else:
            self.conn.action(a)

    def cut(self, way):
        emit("net.cut", conn=self.conn.name, way=way)
        if way != "down":
            self.up.cut = True
            for c in self.conns:
                c.to_client.back_is_cut()
        if way != "up":
            self.down.cut = True
            for c in self.conns:
                c.to_server.back_is_cut()
