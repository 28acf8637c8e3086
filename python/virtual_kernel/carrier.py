"""What carries segments between two ends: cables that can be cut, retransmission, and a box in the middle that forgets (NAT)."""
from collections import deque
from fractions import Fraction

from .trace import emit
from .units import NS_MS, NS_S, ms_ns

# Times and counts of Linux's TCP. Sources: tcp(7) and the kernel's Documentation/networking/ip-sysctl.rst
# (the sysctls), include/net/tcp.h (the RTO's bounds), RFC 6298 (the RTO).
RTO_MIN = NS_S // 5        # TCP_RTO_MIN, 200 ms
RTO_MAX = 120 * NS_S       # TCP_RTO_MAX
RTO_FIRST = NS_S           # TCP_TIMEOUT_INIT, before there is a sample (RFC 6298, 2.1)
RETRIES_2 = 924_600_000_000  # tcp_retries2 = 15: "a hypothetical timeout of 924.6 seconds"
ORPHAN_RETRIES = 8         # tcp_orphan_retries = 0 stands for 8
SYN_RETRIES = 6            # tcp_syn_retries
SYNACK_RETRIES = 5         # tcp_synack_retries
KEEPALIVE_TIME = 7200      # tcp_keepalive_time, seconds; per socket TCP_KEEPIDLE
KEEPALIVE_INTVL = 75       # tcp_keepalive_intvl, seconds; TCP_KEEPINTVL
KEEPALIVE_PROBES = 9       # tcp_keepalive_probes; TCP_KEEPCNT


class Wire:
    """One direction of a client's cable. What is under way when it is cut, or leaves while it is, is lost."""

    def __init__(self):
        self.cut, self.mended = False, -1

    def loses(self, departed):
        return self.cut or departed < self.mended


class Segment:
    __slots__ = ("index", "what", "data", "n", "departs", "arrived", "acked", "missing")

    def __init__(self, index, what, data=b""):
        self.index, self.what, self.data, self.n = index, what, data, len(data)
        self.departs = self.arrived = 0
        self.acked = self.missing = False


class Direction:
    """One direction of a connection, sender and receiver. Without losses it is the wire alone: no timer, no job
    of its own. A segment whose acknowledgement will not come is `missing`; from then on the sender's
    retransmission timer runs, from the time at which the segment left."""

    def __init__(self, conn, side, wire, back):
        self.conn, self.k, self.side, self.wire, self.back = conn, conn.k, side, wire, back
        self.free = 0                # when the link is free, with a rate
        self.sent = 0                # next index
        self.expected = 0            # the receiver's next index
        self.early = {}              # what came before its turn
        self.missing = []            # by index
        self.recent = deque()        # arrived, their acknowledgement (no job of its own) still under way
        self.stopped = False
        self.timer = None
        self.attempt = 0             # retransmissions of the oldest
        self.rto_first = max(RTO_MIN, 3 * 2 * conn.L)  # RFC 6298, 2.2 with RTTVAR = R/2: R + 4 R/2
        self.rto = self.rto_first
        self.since = 0               # when the oldest missing segment left for the first time

    def send(self, what, data=b""):
        seg = Segment(self.sent, what, data)
        self.sent += 1
        self.carry(seg)

    def carry(self, seg):
        seg.departs = self.depart(seg.n)
        self.k.at(seg.departs + self.conn.L, lambda: self.arrive(seg))

    def depart(self, n):
        """serialization on the link; returns when the last bit leaves"""
        t = self.k.now
        if self.conn.rate:
            t = max(t, self.free) + int(Fraction(n * NS_MS) / Fraction(self.conn.rate).limit_denominator(10**6))
            self.free = t
        return t

    def arrive(self, seg):
        if not self.conn.passes(self.side, seg.what, seg.n):
            self.miss(seg)
        elif seg.index < self.expected:  # it is there already: say so again
            if self.conn.refuses(self.side):
                self.conn.send_rst(other(self.side))
            else:
                self.answer(seg)
        elif seg.index > self.expected:
            self.early[seg.index] = seg
        else:
            self.receive(seg)
            while self.expected in self.early:
                self.receive(self.early.pop(self.expected))

    def receive(self, seg):
        self.expected += 1
        self.conn.receive(self, seg)

    # -- acknowledgements
    def answer(self, seg):
        """an acknowledgement leaves, with a job of its own"""
        upto = self.expected - 1
        self.k.after(self.conn.L, lambda: self.ack(seg, upto))

    def answer_silently(self, seg):
        """nothing is to be seen of it unless it can be lost"""
        if self.back.cut or self.missing:
            self.answer(seg)
            return
        seg.arrived = self.k.now
        while self.recent and self.recent[0].arrived + self.conn.L <= self.k.now:
            self.recent.popleft()
        self.recent.append(seg)

    def back_is_cut(self):
        for seg in self.recent:
            if seg.arrived + self.conn.L > self.k.now:
                self.k.at(seg.arrived + self.conn.L, lambda s=seg: self.ack(s, s.index))
        self.recent.clear()

    def ack(self, seg, upto):
        if not self.conn.passes(other(self.side), "ack"):
            self.miss(seg)
            return
        n = 0
        if not seg.acked:
            seg.acked = True
            n = seg.n
        news = bool(self.missing) and self.missing[0].index <= upto
        while self.missing and self.missing[0].index <= upto:
            s = self.missing.pop(0)
            s.missing = False
            if not s.acked:
                s.acked = True
                n += s.n
        if n:
            self.conn.acked(self.side, n)
        if news:
            self.recover()

    def recover(self):
        """an acknowledgement of what was missing: the path works again"""
        if self.timer is not None:
            self.k.cancel(self.timer)
            self.timer = None
        self.attempt, self.rto = 0, self.rto_first
        if self.missing:
            self.since = self.k.now
            for s in self.missing:
                self.retransmit(s, 1)
            self.arm(self.k.now + self.rto)
        self.conn.xmit(self.side)

    # -- retransmission
    def miss(self, seg):
        if self.stopped or seg.acked or seg.missing:
            return
        seg.missing = True
        i = len(self.missing)
        while i > 0 and self.missing[i - 1].index > seg.index:
            i -= 1
        self.missing.insert(i, seg)
        if self.timer is None:
            self.since = seg.departs
            self.arm(max(self.k.now, seg.departs + self.rto))

    def arm(self, t):
        self.timer = self.k.at(t, self.expire)

    def expire(self):
        self.timer = None
        if (self.conn.orphan(self.side) and self.attempt >= ORPHAN_RETRIES) or self.k.now - self.since >= RETRIES_2:
            self.stop()
            self.conn.give_up(self.side)
            return
        self.attempt += 1
        self.rto = min(2 * self.rto, RTO_MAX)
        self.retransmit(self.missing[0], self.attempt)
        self.arm(self.k.now + self.rto)

    def retransmit(self, seg, attempt):
        emit("net.retransmit", conn=self.conn.name, side=self.side, n=seg.n, attempt=attempt)
        self.carry(seg)

    def probe(self):
        """the window is shut and the news of its opening was lost: ask"""
        if not self.missing:
            seg = Segment(-1, "probe")
            seg.departs = self.k.now
            self.miss(seg)

    def stop(self):
        """the sender knows that the connection is over"""
        self.stopped = True
        if self.timer is not None:
            self.k.cancel(self.timer)
            self.timer = None
        for seg in self.missing:
            seg.missing = False
        self.missing = []
        self.attempt = 0


def other(side):
    return "server" if side == "client" else "client"


class Nat:
    """A box in the middle that forgets a connection after `idleMs` without a segment; later ones it drops, or answers
    with RST."""

    def __init__(self, conn, spec):
        self.conn, self.k = conn, conn.k
        self.idle, self.then = ms_ns(spec["idleMs"]), spec.get("then", "drop")
        self.last, self.forgot, self.armed = 0, False, False

    def passes(self, what):
        if what == "syn":
            self.forgot = False
        if self.forgot:
            return False
        self.last = self.k.now
        if not self.armed:
            self.arm()
        return True

    def arm(self):
        self.armed = True
        self.k.background = True

        def look():
            self.armed = False
            if self.k.now - self.last < self.idle:
                self.arm()
            elif not self.conn.over():
                self.forgot = True
                emit("net.natForgot", conn=self.conn.name)

        # keepalive keeps it fresh for ever: no reason for a run to go on
        look.background = lambda: self.conn.over() or (self.conn.keep_job is not None and self.conn.would_answer())
        self.k.at(self.last + self.idle, look)
