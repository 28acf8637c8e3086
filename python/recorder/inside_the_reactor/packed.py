"""What is told of every read, write and send, as bytes at once: there are thousands a second of them.

A tuple takes three times the memory, of which each new page takes as long as ten events, and the watcher would have to pack it later.
Each kind has a list of its own; at the end they become tuples as others are, and their times say the order. A connection goes by its
number, and the name of what gets what is read by its number in `State.whats`.
"""
import struct

READS, WRITES, SENTS = [], [], []
LISTS = (READS, WRITES, SENTS)
NOTHING = (b"", b"", b"")

# In the machine's own format, which is the quickest; none has a gap in it. Time; connection and size; then of a read: the kernel's stamp, which is unpacked at the end, bytes read in all, its number, who gets it,
_READ = struct.Struct("@qii16sqqi")
# of a write: bytes in the buffer, and the number of its cause,
_WRITE = struct.Struct("@qqqqq")
# of a send: bytes offered, and bytes sent in all.
_SENT = struct.Struct("@qiiqq")
pack_read, pack_write, pack_sent = _READ.pack, _WRITE.pack, _SENT.pack
FORMATS = (_READ, _WRITE, _SENT)
_time = struct.Struct("@q").unpack_from
NO_STAMP = bytes(16)


def letters(n):
    """A, B, … Z, AA: the name of the n-th client, from 0."""
    text = ""
    while n >= 0:
        text, n = chr(65 + n % 26) + text, n // 26 - 1
    return text


def take(most):
    """Up to `most` of each kind that have been told since, and how many they are."""
    parts = [(one, one[:most]) for one in LISTS]
    for one, part in parts:
        del one[:len(part)]
    return tuple(b"".join(part) for _, part in parts), sum(len(part) for _, part in parts)


def forget():
    for one in LISTS:
        one.clear()


def count(packed):
    return sum(len(part) // form.size for part, form in zip(packed, FORMATS))


def times(packed):
    """The first and the last time of each kind."""
    return [_time(part, place)[0] for part, form in zip(packed, FORMATS) if part for place in (0, len(part) - form.size)]


def events_of(packed, offset):
    """The events `(ns, kind, …)`, those of each kind in their order. @param offset: `State.offset` of that time"""
    reads, writes, sents = packed
    names = {}

    def name(number):
        found = names.get(number)
        if found is None:
            found = names[number] = letters(number)
        return found
    for t, conn, n, stamp, counted, number, what in _READ.iter_unpack(reads):
        yield t, "read", name(conn), n, stamp, offset, "", what, counted, number
    for t, conn, n, left, cause in _WRITE.iter_unpack(writes):
        yield t, "write", name(conn), n, left, "", None, cause
    for t, conn, n, offered, counted in _SENT.iter_unpack(sents):
        yield t, "sent", name(conn), offered, n, "", counted
