/** Where a card may be put, and what C asks for to see it there: the two first are one and the same run. */
export const asks = ['reactor', 'thread', 'process'] as const;

export type Ask = (typeof asks)[number];

export interface Card {
  id: string;
  code: string;
  /** What C asks for: a call of Twisted is never made from a thread, and a lock is of one process. */
  asks: readonly Ask[];
  /** What Twisted has instead of the line; `place`, where the call in that place stands for it. */
  own?: { name: string; place?: Ask };
}

const everywhere = asks;
const here: readonly Ask[] = ['reactor'];
const itself = { name: 'itself' };

/** The twelve cards, in the order in which C asks for them. */
export const cards: readonly Card[] = [
  { id: 'time-sleep', code: 'time.sleep(1)', asks: everywhere, own: { name: 'task.deferLater' } },
  { id: 'defer-later', code: 'deferLater(reactor, 1, f)', asks: here, own: itself },
  {
    id: 'requests-get',
    code: 'requests.get(url)',
    asks: everywhere,
    own: { name: 'Agent, or treq' },
  },
  { id: 'open-read', code: 'open(p).read()', asks: everywhere },
  {
    id: 'cursor-execute',
    code: 'cursor.execute(sql)',
    asks: everywhere,
    own: { name: 'adbapi’s runQuery' },
  },
  {
    id: 'gethostbyname',
    code: 'socket.gethostbyname(h)',
    asks: everywhere,
    own: { name: 'nameResolver' },
  },
  { id: 'sorted', code: 'sorted(ten_million)', asks: everywhere },
  { id: 'pbkdf2', code: 'hashlib.pbkdf2_hmac(...)', asks: everywhere },
  {
    id: 'subprocess-run',
    code: 'subprocess.run(args)',
    asks: everywhere,
    own: { name: 'getProcessOutput', place: 'process' },
  },
  { id: 'lock-acquire', code: 'lock.acquire()', asks: ['reactor', 'thread'] },
  { id: 'transport-write', code: 'transport.write(30 MB)', asks: here, own: itself },
  { id: 'yield-d', code: 'yield d', asks: here, own: itself },
];

/** Every question of C in its order: the card's number from 1, its code, and where. */
export const questions: readonly { card: number; code: string; place: Ask; line: string }[] =
  cards.flatMap(({ asks, code }, i) =>
    asks.map((place) => ({
      card: i + 1,
      code,
      place,
      line: place === 'reactor' ? code : `${code} in a ${place}`,
    })),
  );
