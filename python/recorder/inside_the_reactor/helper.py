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
DUTY = 4  # or so many times what one takes
ESTABLISHED, CLOSE_WAIT = 1, 8
COARSE = 6  # CLOCK_MONOTONIC_COARSE: the monotonic clock at the kernel's last tick
DUMP, DONE, INFO = 20, 3, 2
LAST_RECEIVED, RECEIVED = 52, 128  # places in struct tcp_info


def arrival(info, at, tick, coarse):
    """
    When the last bytes arrived, by a `tcp_info` that the kernel made at the time `at`: in the middle of the tick that it names, since it
    counts in ticks.

    @param tick: ns, and `coarse` the time of the last one before `at`
    """
    return min(at, coarse - struct.unpack_from("<I", info, LAST_RECEIVED)[0] * MS + tick // 2)


def at_one_tick(ask, *args):
    """
    What is asked of the kernel, and the time of its last tick before that: on a busy machine a thread may stand still between two
    lines, and asks again.
    """
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


def connections(diag, port, tick):
    """`(inode, state, unread, received, arrived, at)` of each connection of a port, as a record has it."""
    # What one call gives the kernel has put together in the one before.
    diag.send(request(port))
    at, coarse = time.monotonic_ns(), time.clock_gettime_ns(COARSE)
    while True:
        data = diag.recv(1 << 17)
        next_at, next_coarse = time.monotonic_ns(), time.clock_gettime_ns(COARSE)
        place = 0
        while place < len(data):
            length, kind = struct.unpack_from("=IH", data, place)
            if kind != DUMP:
                return  # the end, or that the kernel does not tell
            state, = struct.unpack_from("B", data, place + 17)
            unread, = struct.unpack_from("=I", data, place + 72)
            inode, = struct.unpack_from("=I", data, place + 84)
            info = info_in(data, place + 88, place + length)
            if info is not None and len(info) >= RECEIVED + 8:
                yield inode, state, unread, received_in(info), arrival(info, at, tick, coarse), at
            place += length + 3 & ~3
        at, coarse = next_at, next_coarse


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
        self._seen = {}

    def forget(self):
        self._seen = {}

    def look(self):
        numbers, seen = self._numbers, self._seen
        for port in numbers[PORTS:PORTS + MOST_PORTS]:
            if port == 0:
                break
            for record in connections(self._diag, port, self._tick):
                inode, state, unread, received = record[:4]
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
            eye.look()
            wait = max(PERIOD, DUTY * (time.monotonic_ns() - start)) - (time.monotonic_ns() - start)
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
