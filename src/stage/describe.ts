import type { World } from '../player/world.types';
import { momentText, reactorLook } from './machine';
import { secondsText, sizeText } from './text';
import type { TimelineRun } from './timeline';

/** The timeline in a sentence or two, for those who hear it. Tells no more than the picture does. */
export function describeTimeline(runs: readonly TimelineRun[], revealed: boolean): string {
  return runs
    .map((run) => {
      const name = runs.length > 1 ? `${run.label}. ` : '';
      if (!revealed) return `${name}What each client sends over time. Answers are hidden.`;
      const blocked = run.spans.filter((span) => span.blocked);
      const blocks = blocked.map(
        (span) => `blocked from ${secondsText(span.startNs)} to ${secondsText(span.endNs)} seconds`,
      );
      const thread = (run.program ?? 'reactor') === 'reactor' ? 'Reactor' : 'Main thread';
      const reactor =
        blocks.length > 0 ? `${thread} ${blocks.join(', ')}. ` : `${thread} never blocked. `;
      const waits = run.clients.map((client) => `${client.name} ${client.worst}`).join(', ');
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
  const parts = [`At ${momentText(world, timeNs)} seconds`];
  parts.push(describeReactor(world, timeNs));
  for (const client of world.clients) {
    const unread = client.receiveBuffer.size;
    const name = roles[client.name] ? `${client.name} (${roles[client.name]})` : client.name;
    if (client.server === 'queued') parts.push(`${name} waits in the listen queue`);
    if (unread > 0) parts.push(`${name} has ${sizeText(unread)} unread in the kernel`);
  }
  return `${parts.join('. ')}.`;
}

function describeReactor(world: World, timeNs: number): string {
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
      return `${who} is asleep in ${world.program === 'threads' ? 'accept' : 'select'}`;
    case 'running':
      return `${who} runs${where}`;
    case 'blocked': {
      if (block === null) return `${who} is blocked${where}`;
      const elapsed = secondsText(timeNs - block.startNs);
      return `${who} is blocked${where}, ${elapsed} of ${secondsText(block.durationNs)} seconds`;
    }
  }
}

type Handler = NonNullable<World['reactor']['handler']>;

/** The handler as one would name it: `C.lineReceived`. */
export function handlerText(handler: Handler): string {
  const name = handler.method ?? handler.what;
  return handler.conn ? `${handler.conn}.${name}` : name;
}

/** What the handler got, as Python would write it: `b'REPORT'`. Empty when the recording does not tell. */
export function argumentText(handler: Handler): string {
  if (handler.method === undefined || handler.method === 'dataReceived') return '';
  const shown = handler.what.replace(/\\/g, '\\\\').replace(/\r/g, '\\r').replace(/\n/g, '\\n');
  return `(b'${shown}')`;
}
