"""A process beside the recorded one: it sees what arrives while C code keeps the GIL there, so that no thread can look.

It asks the kernel by NETLINK_SOCK_DIAG, which tells of all sockets and needs no rights, and only while the recorder's
watcher does not come to look: the watcher says in shared memory by when it will. It ends with the recorded process:
the pipe between them has an end that nobody else holds. This file is run by itself, from its text, and imports nothing
of the package.

The shared memory is a list of 64-bit numbers: the first `HEAD` are `DUE`, `COUNT`, …, then the ports from `PORTS` on, each with its family
times 65,536, then `RECORDS` places for records of `WIDTH` numbers: inode, state, bytes unread, bytes received in all, when the last
of them arrived, and when it looked (ns of the monotonic clock).
"""
import mmap
import os
import select
import socket
import struct
import sys
import time

DUE, COUNT, CPU, SAMPLES = range(4)
PORTS, MOST_PORTS = 4, 28
HEAD, WIDTH, RECORDS = 32, 6, 8192
SIZE = 8 * (HEAD + WIDTH * RECORDS)

MS = 1_000_000
PERIOD = 10 * MS  # between two samples,
DUTY = 4  # or so many times the CPU time that one takes
ESTABLISHED, CLOSE_WAIT = 1, 8
COARSE = 6  # CLOCK_MONOTONIC_COARSE: the monotonic clock at the kernel's last tick
DUMP, DONE, INFO = 20, 3, 2
LAST_SENT, LAST_RECEIVED, RECEIVED = 44, 52, 128  # places in struct tcp_info
HEADER = struct.Struct("=IH").unpack_from  # length, kind
CONNECTION = struct.Struct("=17xB54xI8xI").unpack_from  # state, bytes unread, inode


class Lag:
    """How late after a tick's own time the kernel begins to count it, ns: no look was sooner after one than that."""

    def __init__(self):
        self.ns = 1 << 62

    def see(self):
        coarse = time.clock_gettime_ns(COARSE)
        self.ns = min(self.ns, time.monotonic_ns() - coarse)


lag = Lag()


def arrival(info, tick, first, last, at, before=0):
    """
    When the last bytes arrived, by a `tcp_info` that the kernel made by the time `at`. It says so in ticks: in the middle of what that
    leaves open, and of it only what is after `before`, when they were not there.

    @param tick: ns; the one in which the kernel made it began at `first` or `last`, or between them
    """
    ago = struct.unpack_from("<I", info, LAST_RECEIVED)[0] * MS
    earliest, latest = first - ago + lag.ns, min(last - ago + tick + lag.ns, at)
    return min(at, (max(earliest, min(before, latest)) + latest) // 2)


def at_one_tick(ask, *args):
    """
    What is asked of the kernel, and the time of its last tick before that: on a busy machine a thread may stand still between two
    lines, and asks again.
    """
    lag.see()
    for _ in range(4):
        coarse = time.clock_gettime_ns(COARSE)
        found = ask(*args)
        if time.clock_gettime_ns(COARSE) == coarse:
            break
    return found, coarse


def received_in(info):
    """Bytes that have arrived in all; the end of a stream, which the kernel counts, is none."""
    return struct.unpack_from("=Q", info, RECEIVED)[0] - (info[0] == CLOSE_WAIT)


def tick_length():
    """ns between two ticks of the kernel: 1 to 10 ms."""
    return int(time.clock_getres(COARSE) * 1e9)


def request(place):
    """Asks for the connections of a port (with its family, as `PORTS` has it): those that are open, and those whose client has ended its stream."""
    family, port = divmod(place, 1 << 16)
    states = 1 << ESTABLISHED | 1 << CLOSE_WAIT
    body = struct.pack("=BBBBI", family, socket.IPPROTO_TCP, 1 << INFO - 1, 0, states) + struct.pack("!H", port) + bytes(46)
    return struct.pack("=IHHII", 16 + len(body), DUMP, 0x301, 1, 0) + body


def narrowed(info, first, last, inode, sends):
    """
    The first and last tick in which the kernel may have made a `tcp_info`. While it does, some ticks may pass; but it tells in the same
    ticks when the connection was sent to last, and each look at that leaves fewer of them open.

    @param sends: by inode, the first and last tick in which it may have been sent to, as known by now
    """
    ago = struct.unpack_from("<I", info, LAST_SENT)[0] * MS
    low, high = first - ago, last - ago
    known = sends.get(inode)
    if known is not None and max(low, known[0]) <= min(high, known[1]):  # else it has been sent to since
        low, high = max(low, known[0]), min(high, known[1])
    sends[inode] = low, high
    return low + ago, high + ago


def connections(diag, port, tick, before, sends):
    """
    Each connection of a port, as a record has it: `(inode, state, unread, received, arrived, at)`.

    @param before: when each inode was looked at last; @param sends: of `narrowed`
    """
    found = []
    lag.see()
    # What one call gives the kernel has put together in the one before.
    at, first = time.monotonic_ns(), time.clock_gettime_ns(COARSE)
    diag.send(request(port))
    while True:
        until, last = time.monotonic_ns(), time.clock_gettime_ns(COARSE)
        data = diag.recv(1 << 17)
        place = 0
        while place < len(data):
            length, kind = HEADER(data, place)
            if kind != DUMP:
                return found  # the end, or that the kernel does not tell
            state, unread, inode = CONNECTION(data, place)
            info = info_in(data, place + 88, place + length)
            if info is not None and len(info) >= RECEIVED + 8:
                ticks = narrowed(info, first, last, inode, sends)
                found.append((inode, state, unread, received_in(info), arrival(info, tick, *ticks, until, before.get(inode, 0)), at))
            place += length + 3 & ~3
        at, first = until, last


def info_in(data, place, end):
    while place + 4 <= end:
        length, kind = struct.unpack_from("=HH", data, place)
        if kind == INFO:
            return data[place + 4:place + length]
        if length < 4:
            break
        place += length + 3 & ~3
    return None


class Eye:
    """Writes what has arrived since it looked last."""

    def __init__(self, numbers):
        self._numbers, self._diag = numbers, socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 4)
        self._tick = tick_length()
        self._seen, self._at, self._sends = {}, {}, {}

    def forget(self):
        self._seen, self._at = {}, {}

    def look(self):
        numbers, seen = self._numbers, self._seen
        for port in numbers[PORTS:PORTS + MOST_PORTS]:
            if port == 0:
                break
            for record in connections(self._diag, port, self._tick, self._at, self._sends):
                inode, state, unread, received, _, self._at[inode] = record
                now = received, state
                if inode and (now != seen[inode] if inode in seen else unread or state == CLOSE_WAIT):
                    place = HEAD + numbers[COUNT] % RECORDS * WIDTH
                    numbers[place:place + WIDTH] = memoryview(struct.pack("=6q", *record)).cast("q")
                    numbers[COUNT] += 1
                seen[inode] = now
        numbers[SAMPLES] += 1


def main(memory, life):
    """@param memory: descriptor of the shared memory; @param life: of the pipe that ends with the recorded process"""
    numbers = memoryview(mmap.mmap(memory, SIZE)).cast("q")
    eye = Eye(numbers)
    poll = select.poll()
    poll.register(life, select.POLLIN)
    wait = PERIOD
    while not poll.poll(max(1, -(-wait // MS))):
        start = time.monotonic_ns()
        if start < numbers[DUE]:
            eye.forget()
            wait = numbers[DUE] - start
        elif numbers[DUE]:
            spent = time.process_time_ns()
            eye.look()
            wait = max(PERIOD, DUTY * (time.process_time_ns() - spent)) - (time.monotonic_ns() - start)
        else:
            wait = PERIOD
        numbers[CPU] = time.process_time_ns()


def leave_family():
    """Nobody's child, and with no file of the recorded process: a server may wait for all of its children."""
    if os.fork():
        os._exit(0)
    null = os.open(os.devnull, os.O_RDWR)
    for fd in (0, 1, 2):
        os.dup2(null, fd)
    os.chdir("/")


if __name__ == "__main__":
    leave_family()
    main(int(sys.argv[1]), int(sys.argv[2]))
