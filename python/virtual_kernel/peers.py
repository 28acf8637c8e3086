"""
Outgoing connections: reactor.connectTCP to peers that the workload plays.

"peers": [{"name", "host", "port", "answers": "accept" | "refuse" | "silent", "changes": [{"at", "answers"}], "echo",
"actions": [{"after", ...}], and what clients have of the network}]. ORACLE.md, section 2.
"""
import errno

from . import trace
from .carrier import RTO_FIRST, SYN_RETRIES, Wire
from .connection import Conn
from .kernel import VirtualKernel
from .refuse import refuse
from .stack import STACK, around, hook
from .trace import emit
from .units import ms_ns

ANSWERS = ("accept", "refuse", "silent")
COMMANDS = {"send", "sendBytes", "pauseReading", "resumeReading", "shutdownWrite", "close", "reset"}


def problem(peers, clients):
    """what is wrong with the workload's peers, in words, or None"""
    taken = {c.get("name") for c in clients}
    places = set()
    for p in peers:
        name, place = p.get("name"), (p.get("host", "127.0.0.1"), p.get("port"))
        if not name or name in taken:
            return "peer %s: a name of its own" % name
        if not isinstance(place[1], int) or place in places:
            return "peer %s: a port that no other peer has on %s" % (name, place[0])
        taken.add(name)
        places.add(place)
        for a in [p] + p.get("changes", []):
            if a.get("answers", "accept") not in ANSWERS:
                return "peer %s: answers is one of %s" % (name, ", ".join(ANSWERS))
        for a in p.get("actions", []):
            if set(a) - COMMANDS - {"after", "cuts", "gapMs"} or a.get("after", -1) < 0:
                return "peer %s: action %s: expected after >= 0 and one of %s" % (name, a, ", ".join(sorted(COMMANDS)))
    return None


def install(specs):
    """Twisted's Connectors reach `specs`, the workload's peers"""
    from twisted.internet import abstract, base, tcp
    if not isinstance(trace.CLOCK, VirtualKernel):
        return
    network = Network(specs)
    make = tcp.Connector._makeTransport

    @hook
    def place(self):
        if not abstract.isIPAddress(self.host):
            refuse("connectTCP to %r: names are not looked up here; an IPv4 address is" % (self.host,))
        return network.name(self.host, self.port)

    @hook
    def connecting(self, t, name, peer):
        emit("connecting", conn=name, fd=t.socket.fd, host=self.host, port=self.port)
        t._oracle_name = t.socket.label = name
        t.socket.conn = OutConn(trace.CLOCK, peer, name, (self.host, self.port))
        t.socket.conn.sock = t.socket

    def _makeTransport(self):
        STACK.on.remaining += 1
        try:
            name, peer = place(self)
            t = make(self)
            connecting(self, t, name, peer)
            return t
        finally:
            STACK.on.remaining -= 1

    tcp.Connector._makeTransport = _makeTransport

    def told(name):
        kind = "client" + name[0].upper() + name[1:]

        def tell(self, reason):
            emit(kind, conn=getattr(getattr(self, "transport", None), "_oracle_name", None), reason=reason.type.__name__)
        setattr(base.BaseConnector, name, around(tell, getattr(base.BaseConnector, name)))

    told("connectionFailed")
    told("connectionLost")


class Network:
    """who is where; a place of which the workload says nothing refuses on this host and is silent elsewhere"""

    def __init__(self, specs):
        self.peers = {}
        for spec in specs:
            self.add(spec)

    def add(self, spec):
        p = self.peers[(spec.get("host", "127.0.0.1"), spec["port"])] = Peer(spec)
        return p

    def name(self, host, port):
        peer = self.peers.get((host, port))
        if peer is None:
            here = host.startswith("127.")
            if here and any(s.addr[1] == port for s in trace.CLOCK.listeners):
                refuse("connectTCP to %s:%d, the program's own port, is not modelled" % (host, port))
            spec = {"name": "%s:%d" % (host, port), "host": host, "port": port, "answers": "refuse" if here else "silent"}
            if here:
                spec["latencyMs"] = 0
            peer = self.add(spec)
        peer.count += 1
        name = peer.spec["name"]
        return (name if peer.count == 1 else "%s#%d" % (name, peer.count)), peer


class Peer:
    def __init__(self, spec):
        self.spec, self.count = spec, 0
        self.up, self.down = Wire(), Wire()

    def answers(self):
        now, answers = trace.CLOCK.now, self.spec.get("answers", "accept")
        for change in self.spec.get("changes", []):
            if ms_ns(change["at"]) <= now:
                answers = change["answers"]
        return answers


class OutConn(Conn):
    """One outgoing connection. The program's end is the one that Conn calls the server's."""

    far = "peer"
    connecting = True

    def __init__(self, k, peer, name, addr):
        super().__init__(k, peer, name, addr)
        self.peer = peer
        self.begun = False

    # -- system calls
    def connect(self, sock):
        host, port = self.addr
        if self.begun:
            emit("connect", conn=self.name, host=host, port=port, err="EALREADY" if self.connecting else None)
            return errno.EALREADY if self.connecting else 0
        self.begun = True
        if not hasattr(sock, "addr"):
            sock.addr = ("127.0.0.1" if host.startswith("127.") else "192.0.2.1", next(self.k.local_ports))
        emit("connect", conn=self.name, host=host, port=port, err="EINPROGRESS")
        self.send_syn()
        return errno.EINPROGRESS

    def so_error(self):
        if self.err is None:
            return 0
        emit("connectError", conn=self.name, err=errno.errorcode[self.err])
        return self.err

    def srv_close(self, linger):
        if self.connecting and self.err is None:
            self.srv_closed = True
            emit("sockClose", conn=self.name)
        else:
            super().srv_close(linger)

    # -- handshake
    def send_syn(self):
        self.syn_at = self.k.now
        self.k.after(self.L, self.syn_at_peer)

    def syn_at_peer(self):
        answers = self.peer.answers()
        if answers == "silent":
            emit("net.lost", conn=self.name, what="syn", side="server")
            self.k.at(self.syn_at + RTO_FIRST * 2 ** self.retry, self.syn_again)
        else:
            self.k.after(self.L, self.accepted if answers == "accept" else self.refused)

    def syn_again(self):
        if self.srv_closed:
            return
        self.retry += 1
        if self.retry > SYN_RETRIES:
            emit("net.timeout", conn=self.name, side="server")
            self.err = errno.ETIMEDOUT
            self.mark()
            return
        emit("net.retransmit", conn=self.name, side="server", n=0, attempt=self.retry)
        self.send_syn()

    def refused(self):
        if self.srv_closed:
            return
        emit("net.rst", conn=self.name)
        self.err = errno.ECONNREFUSED
        self.mark()

    def accepted(self):
        if self.srv_closed:
            return
        emit("net.connected", conn=self.name)
        self.connecting = False
        self.heard = self.k.now
        self.mark()
        self.k.after(self.L, self.peer_accepts)

    def peer_accepts(self):
        if self.c_dead:
            return
        self.tell("accepted", conn=self.name)
        self.state = "established"
        for a in self.spec.get("actions", []):
            self.k.after(ms_ns(a["after"]), lambda a=a: self.action(a))
        self.c_xmit()
