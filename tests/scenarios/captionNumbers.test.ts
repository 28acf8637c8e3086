import { expect, test } from 'vitest';
import { scenarios } from '../../scenarios/all';
import { cards } from '../../scenarios/what-blocks/cards';
import { beatsOf } from '../../src/player/playback/steps';
import type { EventKind, EventOf, RecordedEvent } from '../../src/recording/events';
import { defaultValues, runScenario } from '../../src/scenario/runScenario';
import type { TypedLine } from '../../src/recording/recording';
import type { Parameter, Scenario, Values } from '../../src/scenario/types';

/*
 * Numbers of captions, read a second time: from the events alone, with none of what the scenarios' facts and the player
 * make of them.
 */

/** What a reading may look at: the events up to the beat's own, all of them, and where the sliders stand. */
interface Told {
  before: readonly RecordedEvent[];
  all: readonly RecordedEvent[];
  values: Values;
  beat: string;
}

function of<K extends EventKind>(events: readonly RecordedEvent[], kind: K): EventOf<K>[] {
  return events.filter((event) => event.kind === kind) as unknown as EventOf<K>[];
}
const sum = (events: readonly { n?: number | undefined }[]): number =>
  events.reduce((total, { n = 0 }) => total + n, 0);
const sumOf = (list: readonly number[]): number => list.reduce((total, n) => total + n, 0);
const conn = (name: string) => (event: { conn?: string | null }) => event.conn === name;

/** When the beat's own event happened. */
const lastNs = ({ before }: Told): number => before.at(-1)!.timeNs;

/** From when `name` sent its line number `line`, from 0, to when it received as many. */
function waitOf({ all }: Told, name: string, line: number): number {
  const sent = of(all, 'client.send').filter(conn(name))[line]!;
  return of(all, 'client.recv').filter(conn(name))[line]!.timeNs - sent.timeNs;
}

/** A's wait beside the first question about the card of the beat. */
function waitBesideCard(told: Told): number {
  const { code } = cards.find(({ id }) => id === told.beat)!;
  const asked = of(told.all, 'client.send').filter(conn('C'));
  return waitOf(
    told,
    'A',
    asked.findIndex(({ data }) => data.startsWith(code)),
  );
}

/** For how long the reactor thread was held after that question. */
function heldByCard(told: Told): number {
  const { code } = cards.find(({ id }) => id === told.beat)!;
  const from = told.all.findIndex((e) => e.kind === 'client.send' && e.data.startsWith(code));
  const block = told.all.find((e, i) => i > from && e.kind === 'block' && e.thread === undefined);
  return (block as EventOf<'block'>).durationNs;
}

/** The wait of whoever has just received: their lines are answered in their order, one by one. */
function waitNow(told: Told): number {
  const name = (told.before.at(-1) as EventOf<'client.recv'>).conn!;
  return waitOf(told, name, of(told.before, 'client.recv').filter(conn(name)).length - 1);
}

/** How late lines of A and B were read that came while C’s jobs went on; ascending. */
function lateWhileCrunching({ all }: Told): number[] {
  const fromNs = of(all, 'handlerStart').find(({ what }) => what === 'CRUNCH')!.timeNs;
  const toNs = of(all, 'write').find(conn('C'))!.timeNs;
  return of(all, 'net.arrive')
    .filter(({ conn: name, timeNs }) => name !== 'C' && fromNs < timeNs && timeNs < toNs)
    .map(({ conn: name, timeNs }) => {
      const read = of(all, 'recv').find((e) => e.conn === name && e.timeNs >= timeNs)!;
      return read.timeNs - timeNs;
    })
    .sort((a, b) => a - b);
}

/** For how long the first read of a file holds the reactor. */
const firstRead = ({ all }: Told): number => of(all, 'block')[0]!.durationNs;

/** What lies in the transports' buffers after some events: what was written and not sent, of connections that are not over. */
function inBuffers(events: readonly RecordedEvent[], client?: string): number {
  const left = buffersAfter(events);
  return client === undefined ? sumOf([...left.values()]) : left.get(client)!;
}

function buffersAfter(
  events: readonly RecordedEvent[],
  each: (total: number) => void = () => undefined,
): Map<string, number> {
  const left = new Map<string, number>();
  let total = 0;
  for (const event of events) {
    const name = (event as { conn?: string | null }).conn ?? '';
    const before = left.get(name) ?? 0;
    if (event.kind === 'write') left.set(name, before + event.n);
    else if (event.kind === 'send') left.set(name, before - (event.n ?? 0));
    else if (event.kind === 'connectionLost') left.set(name, 0);
    else continue;
    total += left.get(name)! - before;
    each(total);
  }
  return left;
}

function mostInBuffers(events: readonly RecordedEvent[]): number {
  let most = 0;
  buffersAfter(events, (total) => {
    most = Math.max(most, total);
  });
  return most;
}

/** What the server's kernel has of B's and has not heard to have arrived. */
const sentOfB = (events: readonly RecordedEvent[]): number =>
  sum(of(events, 'send').filter(conn('B'))) - sum(of(events, 'net.ack').filter(conn('B')));

/** A's longest wait, in a run in which each line has an answer of its own. */
function longestOfAll({ all }: Told): number {
  const received = of(all, 'client.recv').filter(conn('A'));
  const sent = of(all, 'client.send').filter(conn('A'));
  return Math.max(
    ...sent.map(({ timeNs }, i) => {
      const end = received.find(({ total }) => total >= sum(sent.slice(0, i + 1)));
      return end === undefined ? 0 : end.timeNs - timeNs;
    }),
  );
}

/** A's longest wait from when C asked, in a run in which an answer has as many bytes as its line. */
function longestOfA({ all }: Told): number {
  const sent = of(all, 'client.send').filter(conn('A'));
  const received = of(all, 'client.recv').filter(conn('A'));
  const waits = sent.map(({ timeNs }, i) => {
    const answer = received.find(({ total }) => total >= sum(sent.slice(0, i + 1)));
    return timeNs < 0.5e9 || answer === undefined ? 0 : answer.timeNs - timeNs;
  });
  return Math.max(...waits);
}

/** Turns of the loop from the first that worked to the last, both counted. */
function workTurns({ all }: Told): number {
  const turns = of(all, 'block')
    .filter(({ durationNs }) => durationNs > 0)
    .map(({ turn }) => turn);
  return turns.at(-1)! - turns[0]! + 1;
}

/** A time as runs that take hours tell it: `10 s`, `1 min 30 s`, `2 h 11 min`. */
const CLOCK = '((?:[\\d.]+ (?:s|min|h) ?)+)\\b';

/** How long nothing had come through the box when it forgot. */
function natSilence({ before }: Told): number {
  const heard = before.findLast(({ kind }) =>
    ['client.connected', 'net.acceptable', 'net.arrive', 'client.recv', 'net.ack'].includes(kind),
  );
  return before.at(-1)!.timeNs - heard!.timeNs;
}

/** Every page that was asked for: who asked and when, and when the answer was there, whose lines are 8 bytes each. */
function pagesOf({ all }: Told): { ns: number; answeredNs: number | undefined }[] {
  return of(all, 'client.send')
    .filter(({ conn: name }) => name === 'A' || name === 'B')
    .map((sent) => {
      const own = conn(sent.conn!);
      const place = of(all, 'client.send').filter(own).indexOf(sent);
      let bytes = 0;
      const answer = of(all, 'client.recv')
        .filter(own)
        .find(({ n }) => (bytes += n) >= 8 * (place + 1));
      return { ns: sent.timeNs, answeredNs: answer?.timeNs };
    });
}

/** From one start of the job to the next, s, found by trying: the first time on the grid at which it has ended. */
function cycle({ job, every }: Values): number {
  let next = every!;
  while (next <= job!) next += every!;
  return next;
}
const byFormula = (values: Values): number =>
  Math.round((Math.max(0, values['job']! - values['patience']!) / cycle(values)) * 100);

/** Who asked in whole rounds of the job, and had no page in time. */
function gaveUp(told: Told): { count: number; late: number } {
  const { every, patience, minutes } = told.values as Record<string, number>;
  const round = cycle(told.values);
  const until = every! + Math.floor((minutes! * 60 - every!) / round) * round;
  const asked = pagesOf(told).filter(({ ns }) => ns >= every! * 1e9 && ns < until * 1e9);
  const late = asked.filter(
    ({ ns, answeredNs = Infinity }) => answeredNs - ns > patience! * 1e9,
  ).length;
  return { count: asked.length, late };
}

/** How long the first line waited of those whose answers, of so many bytes each, have come just now. */
function firstOfBatch(told: Told, name: string, bytes: number): number {
  const before = sum(of(told.before, 'client.recv').filter(conn(name)).slice(0, -1)) / bytes;
  return lastNs(told) - of(told.all, 'client.send').filter(conn(name))[before]!.timeNs;
}

/** Phrases with the numbers in them, in the scenario that says so, and what each has to be: a count, or a time in ns. */
const READINGS: readonly [
  scenario: string,
  phrase: RegExp,
  expected: (told: Told) => number | readonly number[],
][] = [
  [
    'stream',
    /([\d,]+) bytes? cross the wire/,
    ({ before }) => sum(of(before, 'client.send')) - sum(of(before, 'net.arrive')),
  ],
  ['stream', /^([\d,]+) bytes? reach/, ({ before }) => of(before, 'net.arrive').at(-1)!.n],
  [
    'stream',
    /(?:takes|takes all) ([\d,]+) bytes?/,
    ({ before }) => of(before, 'dataReceived').at(-1)!.n,
  ],
  ['stream', /Two writes, ([\d,]+) reads/, ({ before }) => of(before, 'dataReceived').length],
  [
    'find-the-marker',
    /read brings ([\d,]+) bytes?/,
    ({ before }) => of(before, 'dataReceived').at(-1)!.n,
  ],
  [
    'find-the-marker',
    /One read of ([\d,]+) bytes/,
    ({ before }) => of(before, 'dataReceived').at(-1)!.n,
  ],
  [
    'find-the-marker',
    /tray keeps the ([\d,]+) bytes?/,
    ({ before }) => sum(of(before, 'dataReceived')),
  ],
  [
    'find-the-marker',
    /tray keeps ([\d,]+) bytes and waits/,
    ({ before }) => of(before, 'dataReceived').at(-1)!.n,
  ],
  [
    'who-is-ready',
    /([\d,]+) of ([\d,]+) ticked/,
    ({ before, values }) => [of(before, 'select').at(-1)!.readable!.length, values.clients! + 1],
  ],
  ['who-is-ready', /One list for all ([\d,]+) sockets/, ({ values }) => values.clients! + 1],
  ['chat', /^([\d,]+) clients, one thread/, ({ values }) => values.clients!],
  [
    'chat',
    /([\d,]+) bytes stay in Twisted’s tray/,
    ({ before }) =>
      sum(of(before, 'write').filter(conn('D'))) - sum(of(before, 'send').filter(conn('D'))),
  ],
  ['blocked-reactor', /one read of ([\d,]+) bytes/, ({ before }) => of(before, 'recv').at(-1)!.n!],
  ['blocked-reactor', /(?:returns|fires|answered) at ([\d.]+ s)/, lastNs],
  [
    'blocked-reactor',
    /its answer ([\d.]+ m?s) later/,
    (told) => lastNs(told) - of(told.all, 'client.connect').find(conn('D'))!.timeNs,
  ],
  [
    'after-the-block',
    /connected at ([\d.]+ s), is welcomed only at ([\d.]+ s)/,
    (told) => [of(told.all, 'client.connect').find(conn('D'))!.timeNs, lastNs(told)],
  ],
  ['one-turn', /alarm rings at ([\d.]+ s)/, lastNs],
  [
    'one-turn',
    /The handler takes ([\d.]+ m?s)/,
    ({ before }) => of(before, 'block').at(-1)!.durationNs,
  ],
  [
    'chat',
    /(?:after|have it in|has it in) ([\d.]+ m?s)[. ]/,
    (told) => {
      const lines = of(told.before, 'client.send').filter(conn('A'));
      return lastNs(told) - lines.at(told.beat === 'everyone' ? 0 : -1)!.timeNs;
    },
  ],
  [
    'chat',
    /B, C and ([\d,]+) others have it/,
    // Who runs stands for those who do not: all of them have received what B and C have, and D has not.
    ({ before, values }) => {
      const had = new Set(of(before, 'client.recv').map(({ conn: name }) => name));
      expect(had.size).toBeGreaterThanOrEqual(Math.min(values.clients!, 50) - 2);
      return values.clients! - 4;
    },
  ],
  [
    'chat',
    /sends in ([\d.]+ m?s)/,
    ({ before }) => {
      const from = of(before, 'select').at(-1)!.timeNs;
      return before.at(-1)!.timeNs - from;
    },
  ],
  ['did-it-arrive', /(?:cut|back) at ([\d.]+ s)/, lastNs],
  [
    'did-it-arrive',
    /OK 7 (?:is back|comes)(?: after)? ([\d.]+ m?s)/,
    (told) => lastNs(told) - of(told.all, 'write')[0]!.timeNs,
  ],
  ['silent-peer', new RegExp(`cable is cut at ${CLOCK}`), lastNs],
  [
    'silent-peer',
    /comes ([\d.]+ m?s) after it/,
    (told) => lastNs(told) - of(told.before, 'client.close')[0]!.timeNs,
  ],
  [
    'silent-peer',
    new RegExp(`After ${CLOCK} of silence our kernel`),
    // The kernel counts from the last that it heard of the peer, a handshake here.
    (told) => lastNs(told),
  ],
  ['silent-peer', new RegExp(`After ${CLOCK} of silence the NAT`), natSilence],
  [
    'silent-peer',
    /The ninth probe, ([\d.]+ s) after/,
    ({ before }) => {
      const probes = of(before, 'net.keepalive');
      expect(probes).toHaveLength(9);
      return probes[8]!.timeNs - probes[7]!.timeNs;
    },
  ],
  [
    'silent-peer',
    new RegExp(`connectionLost ${CLOCK} after the cut`),
    (told) => lastNs(told) - of(told.before, 'net.cut')[0]!.timeNs,
  ],
  [
    'silent-peer',
    new RegExp(`connectionLost ${CLOCK} after the first loss`),
    (told) => lastNs(told) - of(told.before, 'net.lost')[0]!.timeNs,
  ],
  [
    'silent-peer',
    /No line for ([\d.]+ s)/,
    ({ before }) => {
      const heard = of(before, 'lineReceived').at(-1) ?? of(before, 'connectionMade')[0]!;
      return before.at(-1)!.timeNs - heard.timeNs;
    },
  ],
  [
    'thread-pool',
    /^([\d,]+) wait, for ([\d.]+ m?s)/,
    ({ before, values }) => {
      const given = of(before, 'callInThread');
      const apart = given.some(({ pool }) => pool === 'reports');
      const inPool = (name: string): boolean => !apart || name !== 'getaddrinfo';
      const done = of(before, 'threadEnd').filter(({ job }) => inPool(job));
      const begun = of(before, 'threadStart').filter(({ job }) => inPool(job));
      const waiting = given.filter(({ name }) => inPool(name)).length - begun.length;
      // What each job that is done took, by its thread.
      const tookNs = done.map(
        ({ timeNs, thread }) =>
          timeNs - begun.findLast((one) => one.thread === thread && one.timeNs < timeNs)!.timeNs,
      );
      const meanNs = done.length > 0 ? sumOf(tookNs) / done.length : values.job! * 1e9;
      return [waiting, (waiting * meanNs) / values.pool!];
    },
  ],
  ['thread-pool', /^Job ([\d,]+) finds/, ({ before }) => of(before, 'callInThread').at(-1)!.call],
  [
    'thread-pool',
    /: ([\d,]+) jobs? waits? before it/,
    ({ before }) => of(before, 'callInThread').length - of(before, 'threadStart').length - 1,
  ],
  [
    'thread-pool',
    /At ([\d.]+ s) ([\d,]+) jobs? are done, and (?:([\d,]+) wait|none|one)/,
    (told) => [
      lastNs(told),
      of(told.all, 'threadEnd').length,
      of(told.all, 'callInThread').length - of(told.all, 'threadStart').length,
    ],
  ],
  [
    'thread-pool',
    /(?:first answer|waited|answered in|took) (?:after )?([\d.]+ m?s)/,
    (told) => {
      const name = of(told.before, 'client.recv').at(-1)!.conn!;
      return waitOf(told, name, of(told.before, 'client.recv').filter(conn(name)).length - 1);
    },
  ],
  [
    'choose-the-cure',
    /has each answer after ([\d.]+ m?s)/,
    (told) => lastNs(told) - of(told.before, 'client.send').filter(conn('A'))[0]!.timeNs,
  ],
  [
    'choose-the-cure',
    /thread does it, for ([\d.]+ m?s) at a time/,
    ({ before }) => (before.at(-1) as EventOf<'cpu' | 'block'>).durationNs,
  ],
  [
    'choose-the-cure',
    /last answer ([\d.]+ m?s) after it asked/,
    (told) => lastNs(told) - of(told.all, 'client.send').filter(conn('C'))[0]!.timeNs,
  ],
  ['choose-the-cure', /A’s longest wait: ([\d.]+ m?s)/, longestOfAll],
  ['choose-the-cure', /B has waited ([\d.]+ m?s)/, (told) => firstOfBatch(told, 'B', 11)],
  ['did-it-arrive', /The ([\d,]+) bytes are in Twisted/, ({ before }) => sum(of(before, 'write'))],
  ['what-blocks', /A waits ([\d.]+ m?s), and/, waitBesideCard],
  ['database', /^([\d.]+ s): (?:the job|D)/, ({ values }) => values['every']! * 1e9],
  ['database', /(?:for|waits|job of) (\d+ s)(?: in a|$|\.)/, ({ values }) => values['job']! * 1e9],
  [
    'database',
    /asks at ([\d.]+ s)\. Nobody hears it before ([\d.]+ s)/,
    (told) => [lastNs(told), (told.values['every']! + told.values['job']!) * 1e9],
  ],
  [
    'database',
    /^([\d.]+ s): the reactor is back\. (\d+) asked meanwhile, (?:(\d+)|none) gave up/,
    (told) => {
      const fromNs = told.values['every']! * 1e9;
      const pages = pagesOf(told).filter(({ ns }) => ns >= fromNs && ns <= lastNs(told));
      const goneNs = lastNs(told) - told.values['patience']! * 1e9;
      return [lastNs(told), pages.length, pages.filter(({ ns }) => ns < goneNs).length];
    },
  ],
  [
    'database',
    /has its page in ([\d.]+ m?s); before, in ([\d.]+ m?s)/,
    (told) => {
      const pages = pagesOf(told).filter(({ answeredNs }) => answeredNs !== undefined);
      const now = pages.find(({ answeredNs }) => answeredNs === lastNs(told))!;
      return [now, pages[0]!].map(({ ns, answeredNs }) => answeredNs! - ns);
    },
  ],
  [
    'database',
    /the reactor waits ([\d.]+ m?s) for/,
    ({ before }) => of(before, 'gilWait').at(-1)!.durationNs,
  ],
  [
    'database',
    /^([\d.]+ s): the next start/,
    ({ values }) => (values['every']! + cycle(values)) * 1e9,
  ],
  [
    'database',
    /^(?:None|(\d+)) of (\d+) gave up(?:: (\d+) %)?/,
    (told) => {
      const { count, late } = gaveUp(told);
      return [late, count, Math.round((late / count) * 100)];
    },
  ],
  [
    'database',
    /\((\d+) − (\d+)\) ÷ (\d+) is (\d+) %/,
    ({ values }) => [values['job']!, values['patience']!, cycle(values), byFormula(values)],
  ],
  ['database', /thread it is (\d+) %/, ({ values }) => byFormula(values)],
  ['wrong-hand', /^([\d.]+ s): the worker/, lastNs],
  [
    'wrong-hand',
    /^(\d+) bytes lie/,
    ({ before }) =>
      sum(of(before, 'write').filter(conn('C'))) - sum(of(before, 'send').filter(conn('C'))),
  ],
  [
    'wrong-hand',
    /lay in the buffer for ([\d.]+ m?s)/,
    (told) => lastNs(told) - of(told.before, 'write').find(conn('C'))!.timeNs,
  ],
  ['wrong-hand', /^C waited ([\d.]+ m?s)/, (told) => waitOf(told, 'C', 0)],
  [
    'wrong-hand',
    /for a job of ([\d.]+ s)/,
    ({ all }) => of(all, 'block').find(({ thread }) => thread !== undefined)!.durationNs,
  ],
  ['one-baton', /has it back after ([\d.]+ m?s)/, (told) => waitOf(told, 'A', 0)],
  ['one-baton', /(?:asks for|^) ?(\d+) (?:jobs|more processes)/, ({ values }) => values['jobs']!],
  ['one-baton', /line is there at ([\d.]+ s)/, lastNs],
  [
    'one-baton',
    /(?:^|turn comes after )([\d.]+ m?s)(?: later|:)/,
    ({ before }) => of(before, 'gilWait').at(-1)!.durationNs,
  ],
  ['one-baton', /(?:may keep|the disc for) ([\d.]+ m?s)/, ({ values }) => values['switch']! * 1e6],
  [
    'one-baton',
    /its answer after ([\d.]+ m?s)(?:, not ([\d.]+ m?s))?/,
    (told) => [waitNow(told), waitOf(told, 'A', 0)],
  ],
  [
    'one-baton',
    /^Done after ([\d.]+ m?s)/,
    ({ all }) =>
      of(all, 'write').find(conn('C'))!.timeNs -
      of(all, 'handlerStart').find(({ what }) => what === 'CRUNCH')!.timeNs,
  ],
  [
    'one-baton',
    /were heard ([\d.]+ m?s) late(?:, ([\d.]+ m?s) at most)?/,
    (told) => {
      const late = lateWhileCrunching(told);
      return [late[Math.floor((late.length - 1) / 2)]!, late.at(-1)!];
    },
  ],
  ['slices', /An answer takes ([\d.]+ m?s)/, (told) => waitOf(told, 'A', 0)],
  [
    'slices',
    /(?:: ([\d,]+) pieces?|: one piece|after each)(?: of)? ([\d.]+ ms)/,
    ({ values }) => [1000 / values['slice']!, values['slice']! * 1e6],
  ],
  ['slices', /longest wait is ([\d.]+ m?s)/, longestOfA],
  ['slices', /and A up to ([\d.]+ m?s)/, longestOfA],
  [
    'slices',
    /C waited ([\d.]+ m?s)(?:: ([\d,]+) turns of 15 µs cost ([\d.]+ m?s))?/,
    (told) => {
      const turns = workTurns(told);
      return [waitOf(told, 'C', 0), turns, turns * 15_000];
    },
  ],
  [
    'slices',
    /cooperate took ([\d,]+) steps/,
    ({ before }) => {
      const [first, ...rest] = of(before, 'block');
      return 1 + rest.filter(({ turn }) => turn === first!.turn).length;
    },
  ],
  [
    'slices',
    /it holds ([\d.]+ m?s)\.$/,
    ({ all }) => {
      const [first, ...rest] = of(all, 'block');
      const same = rest.filter(({ turn }) => turn === first!.turn);
      return sumOf([first!, ...same].map(({ durationNs }) => durationNs));
    },
  ],
  ['slices', /The disk takes ([\d.]+ ms)/, ({ values }) => values['disk']! * 1e6],
  ['slices', /all ([\d,]+) steps before/, ({ values }) => 1000 / values['slice']!],
  ['slices', /yields, ([\d,]+) times/, ({ values }) => 1000 / values['slice']!],
  [
    'slices',
    /has its answer in ([\d.]+ m?s)/,
    (told) => waitOf(told, 'A', of(told.before, 'client.recv').filter(conn('A')).length - 1),
  ],
  ['tank-and-tap', /file of ([\d.]+ MB)/, ({ values }) => values['file']! * 1e6],
  ['tank-and-tap', /^read\(\) (?:takes|holds the reactor for) ([\d.]+ m?s)/, firstRead],
  [
    'tank-and-tap',
    /the reactor: ([\d.]+ ms) for ([\d.]+ KB)/,
    (told) => [firstRead(told), of(told.all, 'write').find(conn('B'))!.n],
  ],
  ['tank-and-tap', /all of ([\d.]+ [MG]B) is/, ({ before }) => of(before, 'write').at(-1)!.n],
  ['tank-and-tap', /buffer: ([\d.]+ [MG]B) of our memory/, ({ before }) => inBuffers(before)],
  [
    'tank-and-tap',
    /^([\d.]+ KB) are (?:written|more)/,
    ({ before }) => of(before, 'write').findLast(conn('B'))!.n,
  ],
  ['tank-and-tap', /It reads ([\d.]+ KB),/, ({ before }) => of(before, 'write').at(-1)!.n],
  ['tank-and-tap', /the next ([\d.]+ KB)/, ({ before }) => of(before, 'write').at(-1)!.n],
  [
    'tank-and-tap',
    /buffer has ([\d.]+ [KMG]?B) of ([\d.]+ MB)/,
    ({ before, values }) => [inBuffers(before, 'B'), values['file']! * 1e6],
  ],
  [
    'tank-and-tap',
    /memory holds ([\d.]+ [KMG]?B) of ([\d.]+ [MG]B)/,
    ({ before, values }) => [inBuffers(before), values['file']! * values['clients']! * 1e6],
  ],
  ['tank-and-tap', /A waited ([\d.]+ m?s)/, longestOfAll],
  ['tank-and-tap', /keeps ([\d.]+ KB) for B/, ({ before }) => sentOfB(before)],
  [
    'tank-and-tap',
    /left: ([\d.]+ [KMG]?B) of/,
    ({ before }) => inBuffers(before.slice(0, -1), 'C'),
  ],
  [
    'tank-and-tap',
    /after ([\d.]+ s)\. Our memory held ([\d.]+ [KMG]?B)/,
    (told) => [lastNs(told) - 0.5e9, mostInBuffers(told.all)],
  ],
  [
    'tank-and-tap',
    /Until ([\d.]+ s) B gets ([\d.]+ [KMG]?B|0 bytes)\. Our memory held ([\d.]+ [KMG]?B)/,
    (told) => [
      lastNs(told),
      sum(of(told.all, 'client.recv').filter(conn('B'))),
      mostInBuffers(told.all),
    ],
  ],
  ['what-blocks', /and ([\d,]+) requests? a second/, (told) => Math.floor(1e9 / heldByCard(told))],
  ['what-blocks', /: ([\d.]+ m?s) each/, heldByCard],
  ['what-blocks', /take ([\d,]+) % of the thread/, (told) => Math.round(heldByCard(told) / 1e6)],
];

/** Of a scenario whose runs are long, fewer of a slider's positions are read. */
const FEWER: Readonly<Record<string, number>> = {
  'thread-pool': 4,
  database: 5,
  'one-baton': 9,
  slices: 14,
  'tank-and-tap': 3,
};

/** A number as it stands: 25 of a slider's positions, those at its ends among them. */
function placesOf(
  { min, max, step, choices, stops = choices }: Parameter,
  most: number,
): readonly number[] {
  const count = stops === undefined ? Math.round((max - min) / step) : stops.length - 1;
  const places = Array.from({ length: most }, (_, i) => Math.round((i * count) / (most - 1)));
  if (stops !== undefined) return [...new Set(places)].map((place) => stops[place]!);
  return [...new Set(places)].map((place) => Number((min + place * step).toFixed(6)));
}

interface At {
  variant: string;
  values: Values;
  typed: readonly TypedLine[];
}

function positionsOf(scenario: Scenario): At[] {
  const defaults = defaultValues(scenario);
  const all = scenario.variants.flatMap(({ id: variant }): At[] => [
    ...Object.entries(scenario.parameters).flatMap(([name, parameter]) =>
      placesOf(parameter, FEWER[scenario.id] ?? 25).map((value) => ({
        variant,
        values: { ...defaults, [name]: value },
        typed: [],
      })),
    ),
    ...typedIn(scenario).map((typed) => ({ variant, values: defaults, typed })),
  ]);
  return [...new Map(all.map((at) => [JSON.stringify(at), at])).values()];
}

/** What a reader may type in it: a line of each client at many times, and all of one client's together. */
function typedIn({ typing }: Scenario): (readonly TypedLine[])[] {
  return (typing?.as ?? []).flatMap((client) => {
    const lines = [300, 550, 1010, 1300, 2050, 2750, 3950, 4010, 6000].map((atMs, n) => ({
      client,
      atMs,
      text: n === 3 ? 'REPORT' : `line ${n}`,
    }));
    return [...lines.map((line) => [line]), lines];
  });
}

/** Sizes are told with three digits. */
const BYTES: Readonly<Record<string, number>> = { bytes: 1, KB: 1e3, MB: 1e6, GB: 1e9 };

/** Whether a number of a caption, `1,024` or `50 ms`, is `expected`: times have as many digits as they are told with. */
function says(text: string, expected: number): boolean {
  const parts = text.trim().split(' ');
  if (parts.length > 2 || ['min', 'h'].includes(parts[1]!)) return saysClock(parts, expected);
  const [number = '', unit] = parts;
  if (unit === undefined) return Number(number.replaceAll(',', '')) === expected;
  const decimals = number.split('.')[1]?.length ?? 0;
  if (unit in BYTES) return Math.abs(Number(number) * BYTES[unit]! - expected) <= expected / 200;
  const inUnit = expected / (unit === 'ms' ? 1e6 : 1e9);
  return Math.abs(Number(number) - inUnit) <= 0.5000001 * 10 ** -decimals;
}

/** `1 min 30 s`, as exact as its last unit. */
function saysClock(parts: readonly string[], expected: number): boolean {
  const NS: Readonly<Record<string, number>> = { s: 1e9, min: 60e9, h: 3600e9 };
  let ns = 0;
  for (let i = 0; i < parts.length; i += 2) ns += Number(parts[i]) * NS[parts[i + 1]!]!;
  const last = parts.at(-1) === 'h' ? 60e9 : Math.min(NS[parts.at(-1)!]!, 60e9);
  // From a minute on whole seconds are told, from an hour on whole minutes.
  return Math.abs(ns - expected) <= (ns >= 3600e9 ? 30e9 : Math.min(last, 1e9) / 2) + 1;
}

const met = new Set<RegExp>();

test.each(scenarios.map((scenario) => [scenario.id, scenario] as const))(
  '%s: numbers of captions are those of the events, at up to 25 positions of each slider, and with lines that were typed',
  (id, scenario) => {
    const readings = READINGS.filter(([where]) => where === id);
    if (readings.length === 0) return;
    for (const { variant, values, typed } of positionsOf(scenario)) {
      const recording = runScenario(scenario, variant, values, { typed });
      const { events } = recording;
      for (const { id: beat, event } of beatsOf(recording)) {
        const caption = scenario.beats.find((one) => one.id === beat)!.caption(recording, values);
        for (const [, phrase, expected] of readings) {
          const found = phrase.exec(caption);
          if (found === null) continue;
          met.add(phrase);
          const told = { before: events.slice(0, event + 1), all: events, values, beat };
          const numbers = [expected(told)].flat();
          const isTrue = numbers.every((number, i) => {
            const text = found[i + 1];
            return text === undefined || says(text, number);
          });
          expect(
            isTrue,
            `${variant} ${JSON.stringify({ values, typed })}: “${caption}”, ${numbers}`,
          ).toBe(true);
        }
      }
    }
    expect(readings.filter(([, phrase]) => !met.has(phrase)).map(([, phrase]) => phrase)).toEqual(
      [],
    );
  },
  120_000,
);
