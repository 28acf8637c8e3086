"""Keeps what was told, packed, under a ceiling of bytes, and a copy of it in a file that survives the process.

A chunk is `(first ns, last ns, bytes)`. With `around` only the chunks near a hold stay; where some were left out
between two that stay, the later begins a window of its own.
"""
import fcntl
import json
import marshal
import operator
import os
import struct
from collections import deque

from . import packed

MAGIC = b"inside-the-reactor spill 2\n"
SIZE = struct.Struct("<I").pack
GAP = "gap"
END_OF_WINDOW = marshal.dumps((((0, GAP),), packed.NOTHING, 0))
TIME = operator.itemgetter(0)
OVERHEAD = 100  # bytes that a chunk takes besides its own


class BusyError(OSError):
    """another recorder writes to that place"""


class Spill:
    """Two files, each of at most half the ceiling: when the newer is full, it becomes the older one."""

    def __init__(self, path, ceiling, header):
        """@param header: makes what is known of the recording by then"""
        self.path, self._half, self.header = path, ceiling // 2, header
        self._file = self._open()

    def _open(self):
        file = open(self.path, "ab")
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.close()
            raise BusyError(f"another recorder writes {self.path}") from None
        file.truncate(0)
        header = json.dumps(self.header()).encode()
        file.write(MAGIC + SIZE(len(header)) + header)
        file.flush()
        return file

    def add(self, chunk):
        """Appends a chunk; when the disk is full there is no spill any more."""
        if self._file is None:
            return
        try:
            if self._file.tell() + len(chunk) > self._half:
                os.replace(self.path, self.path + ".1")
                self._file.close()
                self._file = self._open()
            self._file.write(SIZE(len(chunk)) + chunk)
            self._file.flush()
        except OSError:
            self.drop()

    def drop(self):
        if self._file is not None:
            try:
                self._file.close()
            except OSError:
                pass
            self._file = None
        for path in (self.path, self.path + ".1"):
            try:
                os.unlink(path)
            except OSError:
                pass

    def leave(self):
        """A forked child lets go of the file without touching it."""
        if self._file is not None:
            os.close(self._file.fileno())
            self._file = None


def read_spill(path):
    """The header and the chunks of a spill, as far as they are whole. @raises ValueError if it is none."""
    header, chunks = None, []
    for one in (path + ".1", path):
        if not os.path.exists(one):
            continue
        with open(one, "rb") as file:
            if file.read(len(MAGIC)) != MAGIC:
                raise ValueError(f"{one} is no spill of this recorder")
            header = json.loads(_part(file) or b"null") or header
            while True:
                chunk = _part(file)
                if chunk is None:
                    break
                chunks.append(chunk)
    if header is None:
        raise ValueError(f"{path}: nothing whole is left in it")
    return header, chunks


def _part(file):
    size = file.read(4)
    if len(size) < 4:
        return None
    size = struct.unpack("<I", size)[0]
    data = file.read(size)
    return data if len(data) == size else None


class Store:
    def __init__(self, ceiling, around, limit, spill):
        self._ceiling, self._around, self._spill = ceiling, int((around or 0) * 1e9), spill
        self._late = limit + 500_000_000  # a hold is known that late after its beginning
        self._kept, self._recent = deque(), deque()
        self.size = 0  # bytes that it keeps
        self._hold = None  # begin and end of the last hold, as far as it is known
        self.dropped = False

    def add(self, events, messages=packed.NOTHING, offset=0):
        """Packs events: a list of tuples, oldest first, and those of `packed`. @param offset: `State.offset`"""
        times = packed.times(messages)
        if events:
            times += (min(e[0] for e in events), events[-1][0])
        chunk = (min(times), max(times), marshal.dumps((tuple(events), messages, offset)), len(events) + packed.count(messages))
        if not self._around:
            self._keep(chunk)
            return
        self._recent.append(chunk)
        self._sift(chunk[1])

    def hold(self, since, until):
        """A hold that began at `since` lasts until `until` or longer: what is near it stays."""
        if self._hold is not None and self._hold[0] == since:
            self._hold = (since, until)
        else:
            self._sift(until)
            self._hold = (since, until)
        if self._around:
            self._sift(until)

    def _sift(self, t):
        near, recent = self._around, self._recent
        while recent:
            first, last, *_ = recent[0]
            if self._hold is not None and last >= self._hold[0] - near and first <= self._hold[1] + near:
                self._keep(recent.popleft())
            elif last < t - near - self._late or self._hold is not None and last < self._hold[0] - near:
                recent.popleft()
                if self._kept and self._kept[-1][0] is not None:
                    self._keep(None)
            else:
                break

    def _keep(self, chunk):
        data = END_OF_WINDOW if chunk is None else chunk[2]
        if self._spill is not None:
            self._spill.add(data)
        self._kept.append((chunk, data))
        self.size += len(data) + OVERHEAD
        while self.size > self._ceiling:
            self.size -= len(self._kept.popleft()[1]) + OVERHEAD
            self.dropped = True

    def events(self, most=None):
        """All that stays of `chunks`: lists of events, a list for each window."""
        return windows_of(self.chunks(most))

    def chunks(self, most=None):
        """All that stays, oldest first. Of more than `most` events about the newest so many, as a full ring takes seconds to unpack."""
        chunks = []
        for chunk, data in reversed(self._kept):
            if most is not None and most <= 0:
                self.dropped = True
                break
            chunks.append(data)
            if most is not None and chunk is not None:
                most -= chunk[3]
        return chunks[::-1]


def windows_of(chunks):
    """The events of each window, in the order of their times. A chunk has those of each kind together."""
    windows = [[]]
    for chunk in chunks:
        events, messages, offset = marshal.loads(chunk)
        if events and events[0][1] == GAP:
            windows.append([])
        else:
            windows[-1].extend(events)
            windows[-1].extend(packed.events_of(messages, offset))
    for window in windows:
        window.sort(key=TIME)
    return [window for window in windows if window]
