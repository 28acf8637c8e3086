"""One TCP connection, from a scripted peer to a socket of the program: handshake, flow control, keepalive, close and reset."""
import errno
from collections import deque

from .carrier import (KEEPALIVE_INTVL, KEEPALIVE_PROBES, KEEPALIVE_TIME, RTO_FIRST, SYN_RETRIES, SYNACK_RETRIES, Direction, Nat,
                      other)
from .sockets import oserr
from .trace import emit
from .units import NS_S, ms_ns, preview


class Conn:
    """One TCP connection: scripted client <-> server socket.  Byte-credit flow control."""

    far = "client"  # what the other end is, in the trace
    connecting = False  # an outgoing connection that is not made yet

    def __init__(self, k, client, name, addr=None):
        spec = client.spec
        self.k, self.name, self.spec = k, name, spec
        g = lambda key, d: spec.get(key, d)
        self.L = ms_ns(g("latencyMs", k.net["latencyMs"]))
        self.rcvcap = g("serverRecvBuffer", k.net["serverRecvBuffer"])
        self.sndcap = g("serverSendBuffer", k.net["serverSendBuffer"])
        self.ccap = g("clientRecvBuffer", k.net["clientRecvBuffer"])
        self.rate = g("rate", k.net["rate"])  # bytes per ms each direction, None = infinite
        self.mss = g("mss", k.net["mss"])
        self.addr = addr or ("127.0.0.1", next(k.ports))
        self.up, self.down = client.up, client.down
        self.to_server = Direction(self, "client", self.up, self.down)
        self.to_client = Direction(self, "server", self.down, self.up)
        self.nat = Nat(self, spec["nat"]) if spec.get("nat") else None
        self.sock = None
        self.state = "closed"
        # handshake
        self.half = None  # the listening socket that has heard the SYN
        self.acceptable = False
        self.syn_at = self.synack_at = 0
        self.synack_job = None
        self.synack_tries = 0
        # client -> server
        self.c_pending = bytearray()  # in the client's send queue
        self.c_win = self.rcvcap  # credits
        self.c_owed = 0  # credits whose news was lost
        self.c_fin = False
        self.c_fin_sent = False
        self.c_offset = 0  # bytes that have left
        self.c_total = 0  # bytes that the application has sent
        self.edges = deque()  # [offset where the stream is cut, gap after it, whole]
        self.c_wait = 0  # nothing leaves before: the gap after a cut
        self.c_armed = False
        segments = spec.get("segments")
        if segments:
            at = 0
            for size in segments["sizes"]:
                at += size
                self.edges.append((at, ms_ns(segments.get("gapMs", 0)), True))
        self.rbuf = bytearray()  # server kernel receive buffer
        self.fin_arrived = False
        self.err = None
        self.heard = 0  # when the server's kernel last heard of the client
        self.keep_job = None
        self.keep_sent = 0
        # server -> client
        self.sndused = 0  # bytes in the server kernel send buffer (unacked)
        self.s_unsent = bytearray()
        self.s_win = self.ccap
        self.s_owed = 0
        self.srv_wr_shut = self.srv_rd_shut = False
        self.srv_fin_sent = False
        self.srv_closed = False
        self.cbuf = bytearray()
        self.c_closed = False
        self.c_dead = False
        self.reading = not g("pauseReading", False)
        self.costs = {k: ms_ns(v) for k, v in spec.get("costs", {}).items()}
        self.read_every = ms_ns(spec["read"]["everyMs"]) if spec.get("read") else None
        self.read_chunk = spec["read"]["chunk"] if spec.get("read") else None
        self.read_armed = False
        self.total_rx = 0
        self.retry = 0

    def tell(self, what, **kw):
        emit("%s.%s" % (self.far, what), **kw)

    # -- script
    def action(self, a):
        if self.c_dead:
            return
        if "send" in a:
            self.c_send(a["send"].encode("latin-1"), a)
        elif "sendBytes" in a:
            b = a["sendBytes"]
            self.c_send((b.get("fill", "x").encode("latin-1") * b["n"])[: b["n"]] + b.get("end", "").encode("latin-1"), a)
        elif a.get("close"):
            self.c_close()
        elif a.get("shutdownWrite"):
            self.tell("shutdownWrite", conn=self.name)
            self.c_fin = True
            self.c_xmit()
        elif a.get("reset"):
            self.c_reset()
        elif a.get("pauseReading"):
            self.tell("pauseReading", conn=self.name)
            self.reading = False
        elif a.get("resumeReading"):
            self.tell("resumeReading", conn=self.name)
            self.reading = True
            self.c_read()

    # -- the path
    def passes(self, side, what, n=None):
        """What left one latency ago is at the other end now, or was lost; what the other side's window news told
        before and was lost comes with it."""
        if (self.up if side == "client" else self.down).loses(self.k.now - self.L):
            if what != "window":
                emit("net.lost", conn=self.name, what=what, side=side, n=n or None)
            return False
        if self.nat is not None and not self.nat.passes(what):
            if what != "window":
                emit("net.lost", conn=self.name, what=what, side=side, n=n or None, by="nat")
            if self.nat.then == "reset" and what != "rst":
                self.send_rst(other(side))
            return False
        if side == "client":
            self.heard, self.keep_sent = self.k.now, 0
            if self.s_owed and what != "window":
                owed, self.s_owed = self.s_owed, 0
                self.s_win += owed
                self.s_xmit()
        elif self.c_owed and what != "window":
            owed, self.c_owed = self.c_owed, 0
            self.c_win += owed
            self.c_xmit()
        return True

    def send_rst(self, side, seg=None):
        """RST from `side`'s end of the path. `seg`: what it answers; lost, the other side goes on asking."""
        def arrives():
            wire = self.up if side == "client" else self.down
            if wire.loses(self.k.now - self.L):
                emit("net.lost", conn=self.name, what="rst", side=side)
                if seg is not None:
                    (self.to_client if side == "client" else self.to_server).miss(seg)
            elif side == "client":
                self.rst_at_server()
            else:
                self.rst_at_client()

        self.k.after(self.L, arrives)

    def over(self):
        return (self.srv_closed or self.err is not None) and (self.c_dead or self.c_closed)

    def orphan(self, side):
        return self.srv_closed if side == "server" else self.c_closed

    def refuses(self, side):
        """whether the receiver of what `side` sends has no such connection any more"""
        return self.err is not None if side == "client" else self.c_dead

    def xmit(self, side):
        if side == "server":
            self.s_xmit()
        else:
            self.c_xmit()

    def receive(self, direction, seg):
        if direction is self.to_client:
            if seg.what == "data":
                self.arrive_client(seg)
            else:
                self.fin_at_client()
                direction.answer_silently(seg)
            return
        if not self.acceptable and self.half is not None:
            if self.half.listening is None:
                self.reset_half_open()
            else:
                self.handshake_over()
        if self.srv_closed and (self.err is not None or seg.what == "data"):
            self.send_rst("server", seg)
            return
        if seg.what == "data":
            self.arrive(seg.data)
        else:
            self.fin_at_server()
        direction.answer_silently(seg)

    def acked(self, side, n):
        if side == "client":
            return
        self.sndused -= n
        if not self.srv_closed:
            emit("net.ack", conn=self.name, n=n, kernelFree=self.sndcap - self.sndused)
            self.mark()

    def give_up(self, side):
        """ETIMEDOUT: too many retransmissions, or keepalive probes, without an answer"""
        emit("net.timeout", conn=self.name, side=side)
        if side == "client":
            self.c_closed = self.c_dead = True
            self.c_pending.clear()
            self.to_server.stop()
        else:
            self.to_client.stop()
            self.s_unsent.clear()
            if not self.srv_closed:
                self.stop_keepalive()
                self.err = errno.ETIMEDOUT
                self.mark()

    # -- handshake
    def connect(self):
        self.tell("connect", conn=self.name, retry=self.retry or None)
        self.state = "syn"
        self.syn_at = self.k.now
        self.k.after(self.L, self.syn_arrive)

    def connect_again(self):
        """no answer: after 1, 2, 4, ... s"""
        again = self.syn_at + RTO_FIRST * 2 ** self.retry
        self.retry += 1
        self.k.at(again, self.connect if self.retry <= SYN_RETRIES else self.no_connection)

    def no_connection(self):
        if self.half is not None and not self.acceptable:
            self.half.half -= 1
            self.half = None
        if not self.c_dead:
            self.give_up("client")

    def syn_arrive(self):
        if not self.passes("client", "syn"):
            self.connect_again()
            return
        if self.half is None or self.half.listening is None:
            self.half = lst = self.k.listener
            if lst is None:
                emit("net.synRefused", conn=self.name)
                self.k.after(self.L, self.refused)
                return
            if len(lst.listening) + lst.half > lst.backlog:
                self.half = None
                emit("net.synDropped", conn=self.name)
                self.connect_again()
                return
            lst.half += 1
        self.synack_at = self.k.now
        self.k.after(self.L, self.connected)

    def refused(self):
        """ECONNREFUSED: RST has come instead of SYN-ACK"""
        if not self.passes("server", "rst"):
            self.connect_again()
        elif not self.c_dead:
            emit("client.refused", conn=self.name)
            self.c_closed = self.c_dead = True
            self.c_pending.clear()
            self.to_server.stop()

    def connected(self):
        if not self.passes("server", "synack"):
            self.connect_again()
            return
        self.tell("connected", conn=self.name)
        self.state = "established"
        self.k.after(self.L, self.handshake_done)
        self.c_xmit()

    def handshake_done(self):
        if self.acceptable or self.half is None:
            return
        if self.passes("client", "ack"):
            if self.half.listening is None:
                self.reset_half_open()
            else:
                self.handshake_over()
        elif self.synack_job is None:
            self.synack_job = self.k.at(max(self.k.now, self.synack_at + RTO_FIRST), self.synack_again)

    def synack_again(self):
        """the client's last word of the handshake was lost: the server says SYN-ACK again"""
        if self.half.listening is None:  # as reqsk_timer_handler(): it asks no more
            self.synack_job = None
            return
        self.synack_tries += 1
        if self.synack_tries > SYNACK_RETRIES:
            self.synack_job = None
            self.half.half -= 1
            self.half = None
            self.srv_closed, self.err = True, errno.ETIMEDOUT  # whoever speaks to it gets RST
            emit("net.timeout", conn=self.name, side="server")
            return
        emit("net.retransmit", conn=self.name, side="server", n=0, attempt=self.synack_tries)
        self.synack_job = self.k.after(RTO_FIRST * 2 ** self.synack_tries, self.synack_again)

        def arrives():
            if self.passes("server", "synack"):
                self.k.after(self.L, self.handshake_done)

        self.k.after(self.L, arrives)

    def handshake_over(self):
        self.acceptable = True
        if self.synack_job is not None:
            self.k.cancel(self.synack_job)
            self.synack_job = None
        lst = self.half
        lst.half -= 1
        lst.listening.append(self)
        lst.ready_seq = next(self.k.seq)
        emit("net.acceptable", conn=self.name, queued=len(lst.listening))

    def reset_half_open(self):
        """the listening socket has closed during the handshake: no socket knows the segment that comes now"""
        if self.synack_job is not None:
            self.k.cancel(self.synack_job)
            self.synack_job = None
        self.half = None
        self.reset_unaccepted()

    def reset_unaccepted(self):
        """as inet_child_forget(), but for one that the client has reset already"""
        self.srv_closed = True
        if self.err is None:
            self.err = errno.ECONNRESET
            emit("net.reset", conn=self.name)
            self.k.after(self.L, lambda: self.passes("server", "rst") and self.rst_at_client())

    # -- client side of the wire
    def c_send(self, data, how=None):
        self.tell("send", conn=self.name, n=len(data), data=preview(data))
        how = how if how and "cuts" in how else self.spec
        at, end = self.c_total, self.c_total + len(data)
        for size in how.get("cuts", []):
            at += size
            if at < end:
                self.edges.append((at, ms_ns(how.get("gapMs", 0)), False))
        self.c_total = end
        self.c_pending += data
        self.c_xmit()

    def c_close(self):
        if self.c_closed:
            return
        self.c_closed = True
        if self.cbuf:
            self.c_reset()
            return
        self.tell("close", conn=self.name)
        self.c_fin = True
        self.c_xmit()

    def c_reset(self):
        self.tell("reset", conn=self.name)
        self.c_closed = self.c_dead = True
        self.c_pending.clear()
        self.to_server.stop()
        self.k.after(self.L, lambda: self.passes("client", "rst") and self.rst_at_server())

    def rst_at_server(self):
        self.to_client.stop()
        self.stop_keepalive()
        if self.srv_closed or self.err is not None:
            return
        emit("net.rst", conn=self.name)
        self.err = errno.ECONNRESET
        self.rbuf.clear()
        self.mark()

    def segs(self, n):
        if not self.rate:
            return [n]
        out = []
        while n > 0:
            out.append(min(n, self.mss))
            n -= self.mss
        return out

    def c_xmit(self):
        """Sends what the window allows, up to the next cut of the stream; a cut's gap holds back what comes after it.
        After a retransmission nothing new leaves before an acknowledgement (RFC 5681: a window of one segment)."""
        if self.state != "established" or self.to_server.attempt:
            return
        while self.c_pending:
            if self.k.now < self.c_wait:
                if not self.c_armed:
                    self.c_armed = True
                    self.k.at(self.c_wait, self.c_gap_over)
                return
            n = min(len(self.c_pending), self.c_win)
            if self.edges:
                at, gap, whole = self.edges[0]
                if whole and len(self.c_pending) < at - self.c_offset and not self.c_fin:
                    break  # the network joins it with what comes
                n = min(n, at - self.c_offset)
            if n <= 0:
                break
            data = bytes(self.c_pending[:n])
            del self.c_pending[:n]
            self.c_win -= n
            self.c_offset += n
            if self.edges and self.edges[0][0] == self.c_offset:
                self.c_wait = self.k.now + self.edges.popleft()[1]
            off = 0
            for s in self.segs(n):
                self.to_server.send("data", data[off: off + s])
                off += s
        if self.c_pending and self.c_win == 0 and self.c_owed:
            self.to_server.probe()
        if self.c_fin and not self.c_pending and not self.c_fin_sent:
            self.c_fin_sent = True
            self.to_server.send("fin")

    def c_gap_over(self):
        self.c_armed = False
        self.c_xmit()

    def arrive(self, data):
        if self.err is not None:
            return
        self.rbuf += data
        emit("net.arrive", conn=self.name, n=len(data), buffered=len(self.rbuf))
        self.mark()

    def fin_at_server(self):
        if self.srv_closed or self.err is not None:
            return
        self.fin_arrived = True
        emit("net.fin", conn=self.name)
        self.mark()

    def mark(self):
        if self.sock:
            self.sock.ready_seq = next(self.k.seq)
            self.sock.changed()

    # -- keepalive, of the server's end
    def set_keepalive(self, on):
        """as tcp_set_keepalive(): counts from now"""
        if on and self.keep_job is None:
            self.arm_keepalive(self.keep_option("TCP_KEEPIDLE", KEEPALIVE_TIME))
        elif not on:
            self.stop_keepalive()

    def set_keepidle(self, idle):
        """as tcp_sock_set_keepidle_locked(): what has passed in silence counts"""
        if self.keep_job is not None:
            self.stop_keepalive()
            self.arm_keepalive_ns(max(0, idle - (self.k.now - self.heard)))

    def keep_option(self, name, default):
        import socket as S
        return self.sock.opts.get((S.IPPROTO_TCP, getattr(S, name)), default)

    def arm_keepalive(self, seconds):
        self.arm_keepalive_ns(seconds * NS_S)

    def arm_keepalive_ns(self, ns):
        self.k.background = True

        def expire():
            self.keep_job = None
            self.keepalive()

        expire.background = self.would_answer
        self.keep_job = self.k.after(ns, expire)

    def stop_keepalive(self):
        if self.keep_job is not None:
            self.k.cancel(self.keep_job)
            self.keep_job = None

    def would_answer(self):
        """whether a probe finds a peer that is there, over a path that stays as it is"""
        idle = self.keep_option("TCP_KEEPIDLE", KEEPALIVE_TIME) * NS_S
        return not (self.up.cut or self.down.cut or self.c_dead) and (
            self.nat is None or (not self.nat.forgot and idle < self.nat.idle))

    def keepalive(self):
        """as tcp_keepalive_timer()"""
        idle = self.keep_option("TCP_KEEPIDLE", KEEPALIVE_TIME) * NS_S
        if self.to_client.missing or self.s_unsent:
            self.arm_keepalive_ns(idle)  # the retransmission timer watches
            return
        silent = self.k.now - self.heard
        if silent < idle:
            self.arm_keepalive_ns(idle - silent)
            return
        if self.keep_sent >= self.keep_option("TCP_KEEPCNT", KEEPALIVE_PROBES):
            self.send_rst("server")
            self.give_up("server")
            return
        self.keep_sent += 1
        emit("net.keepalive", conn=self.name, n=self.keep_sent)
        self.k.after(self.L, self.keepalive_at_client)
        self.arm_keepalive(self.keep_option("TCP_KEEPINTVL", KEEPALIVE_INTVL))

    def keepalive_at_client(self):
        if not self.passes("server", "keepalive"):
            return
        if self.c_dead:
            self.send_rst("client")
        else:
            self.k.after(self.L, lambda: self.passes("client", "ack"))

    # -- server syscalls
    def srv_recv(self, n):
        if self.err is not None and not self.rbuf:
            emit("recv", conn=self.name, err=errno.errorcode[self.err])
            raise oserr(self.err)
        if self.rbuf:
            data = bytes(self.rbuf[:n])
            del self.rbuf[:n]
            emit("recv", conn=self.name, n=len(data), left=len(self.rbuf))
            m = len(data)
            self.k.after(self.L, lambda: self.win_update(m))
            return data
        if self.fin_arrived or self.srv_rd_shut:
            emit("recv", conn=self.name, n=0, left=0)
            return b""
        emit("recv", conn=self.name, err="EAGAIN")
        raise oserr(errno.EWOULDBLOCK)

    def win_update(self, m):
        if self.passes("server", "window"):
            self.c_win += m + self.c_owed
            self.c_owed = 0
        else:
            self.c_owed += m
        self.c_xmit()

    def srv_send(self, data):
        if self.err is not None:
            emit("send", conn=self.name, offered=len(data), err=errno.errorcode[self.err])
            raise oserr(self.err)
        if self.srv_wr_shut:
            emit("send", conn=self.name, offered=len(data), err="EPIPE")
            raise oserr(errno.EPIPE)
        n = min(len(data), self.sndcap - self.sndused)
        if n <= 0 and data:
            emit("send", conn=self.name, offered=len(data), err="EAGAIN")
            raise oserr(errno.EWOULDBLOCK)
        self.sndused += n
        self.s_unsent += data[:n]
        emit("send", conn=self.name, offered=len(data), n=n, kernelFree=self.sndcap - self.sndused,
             data=preview(data[:n]))
        self.s_xmit()
        return n

    def s_xmit(self):
        if self.to_client.attempt:
            return
        n = min(len(self.s_unsent), self.s_win)
        if n > 0:
            data = bytes(self.s_unsent[:n])
            del self.s_unsent[:n]
            self.s_win -= n
            off = 0
            for s in self.segs(n):
                self.to_client.send("data", data[off: off + s])
                off += s
        if self.s_unsent and self.s_win == 0 and self.s_owed:
            self.to_client.probe()
        if self.srv_wr_shut and not self.s_unsent and not self.srv_fin_sent:
            self.srv_fin_sent = True
            self.to_client.send("fin")

    def srv_shutdown(self, how):
        if how in (1, 2):
            self.srv_wr_shut = True
            self.s_xmit()
        if how in (0, 2):
            self.srv_rd_shut = True

    def srv_close(self, linger):
        self.srv_closed = True
        self.stop_keepalive()
        unread = bool(self.rbuf)
        emit("sockClose", conn=self.name, rst=True if (linger or unread) and self.err is None else None)
        if self.err is not None:
            return
        if linger or unread:
            self.s_unsent.clear()
            self.to_client.stop()
            self.k.after(self.L, lambda: self.passes("server", "rst") and self.rst_at_client())
        elif not self.srv_wr_shut:
            self.srv_wr_shut = True
            self.s_xmit()

    # -- events at the client
    def arrive_client(self, seg):
        if self.c_closed:
            self.send_rst("client", seg)
            return
        self.cbuf += seg.data
        self.to_client.answer(seg)
        self.c_read()

    def c_read(self):
        if self.read_every is not None:
            if not self.read_armed and self.cbuf:
                self.read_armed = True
                self.k.after(self.read_every, self.c_read_tick)
            return
        if self.reading and self.cbuf:
            self.c_take(len(self.cbuf))

    def c_read_tick(self):
        self.read_armed = False
        if self.reading and self.cbuf:
            self.c_take(min(self.read_chunk, len(self.cbuf)))
        if self.cbuf:
            self.c_read()

    def c_take(self, n):
        data = bytes(self.cbuf[:n])
        del self.cbuf[:n]
        self.total_rx += n
        self.tell("recv", conn=self.name, n=n, total=self.total_rx, data=preview(data))
        self.k.after(self.L, lambda: self.credit(n))
        if self.spec.get("echo") and not self.c_fin and not self.c_dead:
            self.c_send(data)

    def credit(self, n):
        if self.passes("client", "window"):
            self.s_win += n + self.s_owed
            self.s_owed = 0
        else:
            self.s_owed += n
        self.s_xmit()

    def fin_at_client(self):
        if self.c_dead:
            return
        self.tell("eof", conn=self.name)
        if self.spec.get("onEof", "close") == "close":
            self.c_close()

    def rst_at_client(self):
        self.to_server.stop()
        if not self.c_dead:
            self.c_dead = True
            self.tell("connectionReset", conn=self.name)
