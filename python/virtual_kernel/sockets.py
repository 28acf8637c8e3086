"""What the program's own side holds: sockets, and the pipe of Twisted's waker with the calls of `os` that it makes."""
import errno
import itertools
import os
import socket as _socket
import struct
from collections import deque

from . import trace
from .refuse import refuse
from .stack import hook
from .trace import emit
from .units import NS_S

# Socket options that are modelled, with what they are at first. TCP_NODELAY: the model sends at once in any case.
OPTIONS = {
    (_socket.SOL_SOCKET, _socket.SO_KEEPALIVE): 0,
    (_socket.SOL_SOCKET, _socket.SO_LINGER): struct.pack("ii", 0, 0),
    (_socket.SOL_SOCKET, _socket.SO_REUSEADDR): 0,
    (_socket.SOL_SOCKET, _socket.SO_ERROR): 0,
    (_socket.IPPROTO_TCP, _socket.TCP_NODELAY): 0,
    (_socket.IPPROTO_TCP, _socket.TCP_KEEPIDLE): 7200,
    (_socket.IPPROTO_TCP, _socket.TCP_KEEPINTVL): 75,
    (_socket.IPPROTO_TCP, _socket.TCP_KEEPCNT): 9,
}


# As Python maps the numbers of this machine, which need not be those that a trace has.
KINDS = {errno.EAGAIN: BlockingIOError, errno.EALREADY: BlockingIOError, errno.EINPROGRESS: BlockingIOError, errno.EPIPE: BrokenPipeError,
         errno.ECONNREFUSED: ConnectionRefusedError, errno.ECONNRESET: ConnectionResetError, errno.ETIMEDOUT: TimeoutError}


def oserr(no):
    return KINDS.get(no, OSError)(no, os.strerror(no))


class Pipe:
    """os.pipe() for the waker."""

    def __init__(self, k):
        self.k, self.n, self.label = k, 0, "waker"
        self.ready_seq = 0

    def readable(self): return self.n > 0
    def has_input(self): return self.readable()
    def writable(self): return True
    def hup(self): return False


class FakeOS:
    """Replaces `os` inside twisted.internet.posixbase/_signals/fdesc only."""

    def __getattr__(self, name):
        return getattr(os, name)

    def pipe(self):
        p = Pipe(trace.CLOCK)
        r = trace.CLOCK.newfd(p)
        w = trace.CLOCK.newfd(p)
        return r, w

    def write(self, fd, data):
        p = trace.CLOCK.fds[fd]
        if not isinstance(p, Pipe):
            refuse("writing to another process is not modelled")
        p.n += len(data)
        p.ready_seq = next(trace.CLOCK.seq)
        emit("wakeUp", pending=p.n)
        return len(data)

    def read(self, fd, n):
        p = trace.CLOCK.fds[fd]
        if not isinstance(p, Pipe):
            return p.read(n)
        if not p.n:
            raise oserr(errno.EAGAIN)
        k = min(n, p.n)
        p.n -= k
        emit("wakerRead", n=k)
        return b"x" * k

    def close(self, fd):
        trace.CLOCK.fds.pop(fd, None)


class FakeSocket:
    """The server-side socket object handed to Twisted."""

    def __init__(self, family=2, type=1, proto=0):
        object.__init__(self)  # a call of C, as that of Python's own (stack.py); the rest takes no frames
        self.begin(family, type)

    @hook
    def begin(self, family, type):
        k = trace.CLOCK
        self.k = k
        self.family = family
        self.has_fd(k.newfd(self))
        self.label = "sock%d" % self.fd
        self.closed = False
        self.listening = None  # deque of Conn when listening
        self.conn = None
        self.opts = {}
        self.ready_seq = 0
        if family != _socket.AF_INET or type & 15 != _socket.SOCK_STREAM:
            refuse("a socket that is not TCP over IPv4 is not modelled")

    def has_fd(self, fd):
        self.fd = fd
        self.fileno = fd.conjugate  # gives fd, and is a method written in C, as Python's own: no frame (stack.py)

    def __getattr__(self, name):
        """a method of Python's sockets that is not below"""
        if hasattr(_socket.socket, name):
            refuse("socket.%s is not modelled" % name)
        raise AttributeError(name)

    # -- socket API used by Twisted
    def setblocking(self, x): pass
    def setsockopt(self, level, opt, value):
        import socket as S
        most = {S.TCP_KEEPIDLE: 32767, S.TCP_KEEPINTVL: 32767, S.TCP_KEEPCNT: 127}  # include/linux/tcp.h
        if level == S.IPPROTO_TCP and opt in most and not 1 <= value <= most[opt]:
            raise oserr(errno.EINVAL)
        if (level, opt) not in OPTIONS:
            refuse("setsockopt(%r, %r): that option is not modelled" % (level, opt))
        self.opts[(level, opt)] = value
        if self.conn is not None and (level, opt) == (S.SOL_SOCKET, S.SO_KEEPALIVE):
            self.conn.set_keepalive(bool(value))
        elif self.conn is not None and (level, opt) == (S.IPPROTO_TCP, S.TCP_KEEPIDLE):
            self.conn.set_keepidle(value * NS_S)

    def getsockopt(self, level, opt, size=0):
        if (level, opt) == (_socket.SOL_SOCKET, _socket.SO_ERROR) and hasattr(self.conn, "so_error"):
            return self.conn.so_error()
        if (level, opt) not in OPTIONS:
            refuse("getsockopt(%r, %r): that option is not modelled" % (level, opt))
        return self.opts.get((level, opt), OPTIONS[level, opt])

    def connect_ex(self, addr):
        """without blocking, as Twisted's sockets are; whose connection it is, the Connector has said (peers.py)"""
        if not hasattr(self.conn, "connect"):
            refuse("socket.connect_ex is not modelled")
        return self.conn.connect(self)

    def bind(self, addr):
        taken = {s.addr[1] for s in self.k.listeners}
        if addr[1] in taken:
            self.k.fds.pop(self.fd, None)  # Python drops the socket with the exception, and closes it
            raise oserr(errno.EADDRINUSE)
        if self.fd not in self.k.fds:
            self.has_fd(self.k.newfd(self))
        self.addr = (addr[0] or "0.0.0.0", addr[1] or next(self.k.local_ports))

    def listen(self, backlog=128):  # socket.py: min(SOMAXCONN, 128)
        if any(s.addr[1] == self.addr[1] for s in self.k.listeners):
            raise oserr(errno.EADDRINUSE)
        self.listening = deque()
        self.backlog = backlog
        self.half = 0  # handshakes under way
        labels = {s.label for s in self.k.listeners}
        self.label = next(x for x in itertools.chain(["port"], ("port#%d" % n for n in itertools.count(2))) if x not in labels)
        self.k.listeners.append(self)
        if not self.k.first_listener:
            emit("listen", conn=self.label, fd=self.fd, port=self.addr[1])
        self.k.first_listener = False

    def stop_listening(self):
        """as inet_csk_listen_stop(): what nobody has accepted is reset. A handshake under way is forgotten, and learns
        of it when its next segment comes"""
        self.k.listeners.remove(self)
        queue, self.listening = self.listening, None
        for c in queue:
            c.reset_unaccepted()

    def getsockname(self): return self.addr
    def getpeername(self): return self.conn.addr

    def accept(self):
        self.k.charge("accept")
        if self.listening is None:
            raise oserr(errno.EINVAL)
        if not self.listening:
            emit("acceptAgain")
            raise oserr(errno.EWOULDBLOCK)
        c = self.listening.popleft()
        s = type(self)()
        s.label, s.conn, c.sock = c.name, c, s
        s.addr = ("127.0.0.1" if self.addr[0] == "0.0.0.0" else self.addr[0], self.addr[1])
        s.ready_seq = self.ready_seq
        emit("accept", conn=c.name, fd=s.fd, queued=len(self.listening))
        return s, c.addr

    def recv(self, n, flags=0):
        self.no_flags("recv", flags)
        self.k.charge("recv")
        return self.conn.srv_recv(n)

    def no_flags(self, call, flags):
        if flags:
            refuse("socket.%s with flags is not modelled" % call)

    def send(self, data, flags=0):
        self.no_flags("send", flags)
        self.k.charge("send", self.conn)
        return self.conn.srv_send(memoryview(data).cast("B"))  # Twisted offers more than is taken: that is not copied

    def shutdown(self, how):
        emit("sockShutdown", conn=self.label, how=how)
        if self.conn is None:  # as inet_shutdown(): SHUT_WR alone changes nothing
            if self.listening is None:
                raise oserr(errno.ENOTCONN)
            if how != 1:
                self.stop_listening()
            return
        if self.conn.err or self.conn.connecting:
            raise oserr(errno.ENOTCONN)
        self.conn.srv_shutdown(how)

    def close(self):
        if self.closed:
            return
        self.closed = True
        self.fileno = (-1).conjugate
        self.k.fds.pop(self.fd, None)
        if self.conn:
            import socket as S
            linger = self.opts.get((S.SOL_SOCKET, S.SO_LINGER))
            self.conn.srv_close(linger is not None and struct.unpack("ii", linger) == (1, 0))
        else:
            emit("sockClose", conn=self.label)
            if self.listening is not None:
                self.stop_listening()

    # -- readiness
    def changed(self):
        """something has come: the sockets of plain.py wake the thread that sleeps in recv()"""

    def readable(self):
        if self.conn is None:
            return bool(self.listening)
        c = self.conn
        if c.connecting:
            return c.err is not None
        return bool(c.rbuf) or c.fin_arrived or c.err is not None or c.srv_rd_shut

    def has_input(self): return self.readable()

    def writable(self):
        if self.conn is None:
            return False
        c = self.conn
        if c.err is not None or c.srv_wr_shut:
            return True
        if c.connecting:
            return False
        free = c.sndcap - c.sndused
        if self.k.net["writableRule"] == "linux":
            return free >= c.sndused // 2 and free > 0
        return free > 0

    def hup(self):
        c = self.conn
        return c is not None and (c.err is not None or (c.fin_arrived and c.srv_wr_shut))
