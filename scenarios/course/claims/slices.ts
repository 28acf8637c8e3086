import type { Claim } from '../claims';
import { measured, source } from '../evidence';

export const slices: readonly Claim[] = [
  {
    id: 'pieces-block-too',
    chapter: 6,
    said: 'Cutting the work up is not the fastest way, and even 10 KB can block too long.',
    so: 'Never in the socket, which does not block. Reading the file can: from a slow disk, for as long as the disk takes. And who asks meanwhile waits for two pieces, not for one.',
    evidence: [
      source('internet/tcp.py', '224-231', 'setblocking(0)', 'each socket is non-blocking'),
      measured('64 MB took 87 ms in 10 KB pieces, 52 ms by FileSender, 233 ms in one write'),
      measured(
        'with Twisted 26.4.0: while 1 s of work ran in pieces of 50, 250 and 500 ms, another client waited 98 to 102, 492 to 495 and 982 to 998 ms at most; in one piece 991 to 993 ms',
      ),
    ],
  },
];
