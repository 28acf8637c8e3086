"""Accepted sockets: what is read and sent, and when it arrived in the kernel.

Accepted sockets become `Recorded`: the same object of the same layout, with a few methods that tell. On Linux `recvmsg`
in place of `recv` returns the kernel's own stamp of the last byte that was read.
"""
import array
import fcntl
import socket
import struct
import sys

from . import state
from .causes import CAUSE, MOST_OPEN
from .helper import CLOSE_WAIT, arrival, at_one_tick, lag, received_in, tick_length
from .packed import NO_STAMP, READS, SENTS, pack_read, pack_sent
from .state import MS, Conn, now, tell

LINUX = sys.platform == "linux"
SO_TIMESTAMPNS, TCP_INFO, SIOCOUTQ, SOL_TCP = 35, 11, 0x5411, 6
TICK = tick_length() if LINUX else 0
UNACKED, NOT_SENT = 24, 144  # places in struct tcp_info
_int_at = struct.Struct("<I").unpack_from
INFO = 136  # bytes of struct tcp_info up to how much was received
TCP = (socket.AF_INET, socket.AF_INET6)
HEAD = 40

_read_told, _sent_told, _set_cause = READS.append, SENTS.append, CAUSE.set
_recvmsg, _recvmsg_into, _send, _sendmsg = (getattr(socket.socket, n) for n in ("recvmsg", "recvmsg_into", "send", "sendmsg"))


def head(data):
    """The first bytes of data as text, if they are asked for."""
    if not state.S.heads:
        return ""
    text = bytes(data[:HEAD]).decode("latin-1")
    return text if len(data) <= HEAD else text + "..."


class Recorded(socket.socket):
    __slots__ = ()
    room = 64 if LINUX else 0  # for the stamp

    def recv(self, size, flags=0):
        try:
            data, ancillary, _, _ = _recvmsg(self, size, self.room, flags)
        except OSError as error:
            raise _failed("recv", self, error, 0)
        s = state.S
        if flags or s.heads:
            if not flags:
                _got(self, len(data), ancillary, data)
            return data
        # As `_got` has it.
        conn = s.conns.get(self.fileno())
        if conn is not None:
            n, number = len(data), next(s.reads)
            conn.read = read = conn.read + n
            conn.read_at = t = now()
            _set_cause((number, conn, True))
            waiting = conn.open
            waiting.append(number)
            if len(waiting) > MOST_OPEN:
                del waiting[0]
            _read_told(pack_read(t, conn.number, n, ancillary[0][2] if ancillary and n else NO_STAMP, read, number, conn.what_number))
        return data

    def recv_into(self, buffer, size=0, flags=0):
        view = memoryview(buffer)
        try:
            n, ancillary, _, _ = _recvmsg_into(self, [view[:size] if size else view], self.room, flags)
        except OSError as error:
            raise _failed("recv", self, error, 0)
        if not flags:
            _got(self, n, ancillary, view[:HEAD + 1])
        return n

    def recvmsg(self, size, *rest):
        try:
            answer = _recvmsg(self, size, *rest)
        except OSError as error:
            raise _failed("recv", self, error, 0)
        _got(self, len(answer[0]), (), answer[0])
        return answer

    def send(self, data, flags=0):
        try:
            n = _send(self, data, flags)
        except OSError as error:
            raise _failed("send", self, error, len(data))
        s = state.S
        if s.heads:
            _gave(self, len(data), n, data)
            return n
        # As `_gave` has it.
        conn = s.conns.get(self.fileno())
        if conn is not None:
            conn.sent = sent = conn.sent + n
            s.dirty[conn] = True
            if conn.has_producer:
                _set_cause(conn.producing)
            _sent_told(pack_sent(now(), conn.number, n, len(data), sent))
        return n

    def sendmsg(self, buffers, *rest):
        buffers = list(buffers)
        size = sum(map(len, buffers))
        try:
            n = _sendmsg(self, buffers, *rest)
        except OSError as error:
            raise _failed("send", self, error, size)
        _gave(self, size, n, buffers[0] if buffers else b"")
        return n

    def close(self):
        _closed(self)
        return super().close()

    def detach(self):
        _closed(self)
        return super().detach()


class RecordedLocal(Recorded):
    """A UNIX socket has no stamps, and room for them would take in descriptors that nobody asked for."""
    __slots__ = ()
    room = 0


def record(sock):
    sock.__class__ = Recorded if sock.family in TCP else RecordedLocal


def _closed(sock):
    conn = state.S.conns.pop(sock.fileno(), None)
    if conn is not None:
        state.S.gone.append(conn)
        tell((now(), "closed", conn.name, conn.fd))


def _failed(call, sock, error, offered):
    conn = state.S.conns.get(sock.fileno())
    if conn is not None:
        name = "EAGAIN" if isinstance(error, BlockingIOError) else type(error).__name__
        tell((now(), "failed", conn.name, call, offered, name))
    return error


def _got(sock, n, ancillary, data):
    s = state.S
    conn = s.conns.get(sock.fileno())
    if conn is None:
        return
    t, number = now(), next(s.reads)
    conn.read = read = conn.read + n
    conn.read_at = t
    # What is done now is caused by it.
    _set_cause((number, conn, True))
    waiting = conn.open
    waiting.append(number)
    if len(waiting) > MOST_OPEN:
        del waiting[0]
    stamp = ancillary[0][2] if ancillary and n else NO_STAMP
    if s.heads:
        tell((t, "read", conn.name, n, stamp, s.offset, head(data[:n]), conn.what_number, read, number))
    else:
        _read_told(pack_read(t, conn.number, n, stamp, read, number, conn.what_number))


def _gave(sock, offered, n, data):
    s = state.S
    conn = s.conns.get(sock.fileno())
    if conn is not None:
        conn.sent += n
        s.dirty[conn] = True
        if conn.has_producer:
            _set_cause(conn.producing)  # what follows is its producer's
        if s.heads:
            tell((now(), "sent", conn.name, offered, n, head(data[:n]), conn.sent))
        else:
            _sent_told(pack_sent(now(), conn.number, n, offered, conn.sent))


def patch_listening(patches):
    """Accepted sockets have names from now on; those that listen have the kernel's stamps, which accepted ones inherit."""
    old_listen, old_accept = socket.socket.listen, socket.socket.accept

    def listen(self, *backlog):
        old_listen(self, *backlog)
        listens(self)

    def accept(self):
        sock, address = old_accept(self)
        if type(sock) is socket.socket:
            port = state.S.ports.get(self.fileno())
            if port is not None:
                accepted(sock, self)
        return sock, address

    patches.set(socket.socket, "listen", listen)
    patches.set(socket.socket, "accept", accept)


def listens(sock):
    s = state.S
    if not sock.type & socket.SOCK_STREAM or sock.fileno() in s.ports:
        return
    if LINUX and sock.family in TCP:
        sock.setsockopt(socket.SOL_SOCKET, SO_TIMESTAMPNS, 1)
    number = sock.getsockname()[1] if sock.family in TCP else 0
    if number:
        s.numbers.append((int(sock.family), number))
    name = s.ports[sock.fileno()] = "port" if not s.ports else f"port#{len(s.ports) + 1}"
    tell((now(), "port", sock.fileno(), name, number))


def accepted(sock, port):
    """Names a connection that has just been accepted, and tells since when it was in the listen queue."""
    t = made = now()
    queued = 0
    if LINUX and sock.family in TCP:
        # Nothing was sent yet: "last sent" is the handshake.
        info, coarse = at_one_tick(sock.getsockopt, SOL_TCP, TCP_INFO, 60)
        made = min(t, coarse - _int_at(info, 44)[0] * MS + TICK // 2 + lag.ns)
        queued = _int_at(port.getsockopt(SOL_TCP, TCP_INFO, 60), UNACKED)[0]
    conn = know(sock)
    conn.before = 0
    tell((t, "accepted", conn.name, conn.fd, queued, made, state.S.ports[port.fileno()]))
    return conn


def know(sock):
    s = state.S
    conn = s.conns[sock.fileno()] = Conn(next(s.names), sock)
    if s.detail is not None and s.detail.is_on:
        record(sock)
    return conn


_int = array.array("i", [0])


def unread(sock, fionread):
    """Bytes in the kernel that nobody has read."""
    fcntl.ioctl(sock.fileno(), fionread, _int)
    return _int[0]


def unsent(sock):
    """Bytes of what was sent that the other end has not acknowledged."""
    fcntl.ioctl(sock.fileno(), SIOCOUTQ, _int)
    return _int[0]


def settled(sock):
    """True if all that was sent is known to be acknowledged. Unlike `unsent` it lets the GIL not go."""
    if sock.family not in TCP:
        return False
    info = sock.getsockopt(SOL_TCP, TCP_INFO, NOT_SENT + 4)
    return len(info) == NOT_SENT + 4 and not _int_at(info, UNACKED)[0] and not _int_at(info, NOT_SENT)[0]


def arrived(sock, before):
    """
    Of a TCP connection that was looked at last at the time `before`: the bytes that have arrived in all, when the last of them did, and whether the client has ended
    its stream. None where nobody says.
    """
    if not LINUX or sock.family not in TCP:
        return None
    info, coarse = at_one_tick(sock.getsockopt, SOL_TCP, TCP_INFO, INFO)
    if len(info) < INFO:
        return None
    return received_in(info), arrival(info, TICK, coarse, coarse, now(), before), info[0] == CLOSE_WAIT
