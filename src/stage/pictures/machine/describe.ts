import { momentText, progressText, secondsOf, spoken } from '../../../player/measures/durations';
import type { World } from '../../../player/world/world.types';
import { momentOf, reactorLook } from './machine';
import { endWords } from '../../kit/sockets';
import { shortText, sizeText } from '../../kit/text';
import type { TimelineRun } from '../../lanes/timeline';

/** More than so many of a kind are counted: nobody listens to a list of a thousand. */
const TOLD = 20;

/** The first of many in words, and how many follow. */
function few<T>(items: readonly T[], words: (item: T) => string): string {
  const told = items.slice(0, TOLD).map(words).join(', ');
  return items.length > TOLD ? `${told} and ${items.length - TOLD} more` : told;
}

/** The timeline in a sentence or two, for those who hear it. Tells no more than the picture does. */
export function describeTimeline(runs: readonly TimelineRun[], revealed: boolean): string {
  return runs
    .map((run) => {
      const name = runs.length > 1 ? `${run.label}. ` : '';
      if (!revealed) return `${name}What each client sends over time. Answers are hidden.`;
      const blocked = run.spans.filter((span) => span.blocked);
      const blocks = few(
        blocked,
        (span) => `blocked from ${secondsOf(span.startNs)} to ${spoken(momentText(span.endNs))}`,
      );
      const thread = (run.program ?? 'reactor') === 'reactor' ? 'Reactor' : 'Main thread';
      const reactor = blocked.length > 0 ? `${thread} ${blocks}. ` : `${thread} never blocked. `;
      const waits = few(
        run.clients,
        (client) => `${shortText(client.name)} ${spoken(client.worst)}`,
      );
      return `${name}${reactor}Longest waits: ${waits}.`;
    })
    .join(' ');
}

/** The machine at one moment in sentences, for those who hear it. */
export function describeMachine(
  world: World,
  timeNs: number,
  roles: Readonly<Record<string, string>> = {},
): string {
  const parts = [`At ${spoken(momentOf(world, timeNs))}`];
  parts.push(describeReactor(world, timeNs));
  let more = 0;
  for (const client of world.clients) {
    const unread = client.receiveBuffer.size;
    const isQueued = client.server === 'queued';
    const ended = endWords(client);
    if (!isQueued && unread === 0 && ended === '') continue;
    if (parts.length >= TOLD) {
      more++;
      continue;
    }
    const role = Object.hasOwn(roles, client.name) ? ` (${roles[client.name]})` : '';
    const name = `${shortText(client.name)}${role}`;
    if (ended !== '') parts.push(`${name}: ${ended}`);
    if (isQueued) parts.push(`${name} waits in the listen queue`);
    if (unread > 0) parts.push(`${name} has ${sizeText(unread)} unread in the kernel`);
  }
  if (more > 0) parts.push(`${more} more clients wait, have unread bytes or have ended`);
  return `${parts.join('. ')}.`;
}

export function describeReactor(world: World, timeNs: number): string {
  const { handler, block } = world.reactor;
  const who = { reactor: 'the reactor', loop: 'the loop', threads: 'the main thread' }[
    world.program
  ];
  const where = handler ? ` in ${handlerText(handler)}` : '';
  switch (reactorLook(world, timeNs)) {
    case 'starting':
      return `${who} has not started`;
    case 'stopped':
      return `${who} has stopped`;
    case 'waiting':
      return world.program === 'reactor'
        ? `${who} is asleep: the OS will tell it who is ready`
        : `${who} is asleep in ${world.program === 'threads' ? 'accept' : 'select'}`;
    case 'running':
      return `${who} runs${where}`;
    case 'blocked': {
      if (block === null) return `${who} is blocked${where}`;
      const passed = progressText(timeNs - block.startNs, block.durationNs);
      return `${who} is blocked${where}, ${spoken(passed)}`;
    }
  }
}

type Handler = NonNullable<World['reactor']['handler']>;

/** Longer than any line of a picture. */
const MAX_WORD = 100;

/** The handler as one would name it: `C.lineReceived`. */
export function handlerText(handler: Handler): string {
  const name = shortText(handler.method ?? handler.what, MAX_WORD);
  return handler.conn ? `${shortText(handler.conn, MAX_WORD)}.${name}` : name;
}

/** What the handler got, as Python would write it: `b'REPORT'`. Empty when the recording does not tell. */
export function argumentText(handler: Handler): string {
  if (handler.method === undefined || handler.method === 'dataReceived') return '';
  const shown = shortText(handler.what, MAX_WORD)
    .replace(/\\/g, '\\\\')
    .replace(/\r/g, '\\r')
    .replace(/\n/g, '\\n');
  return `(b'${shown}')`;
}
