import { assign, setup } from 'xstate';
import { telling } from '../../src/scenario/commands';
import type { ClientState, World } from '../../src/player/world/world.types';
import type { StoryEvent } from '../../src/scenario/factEvent';
import { beat, type StoryMeta } from '../../src/scenario/story';
import type { MachineInput, Values } from '../../src/scenario/types';
import { costOf, isNoticeable } from './costs';
import { isSlow, peopleOf } from './people';

interface Told {
  values: Values;
  people: readonly string[];
  /** How many of them have a protocol. */
  connected: number;
  /** Lines of A that the server has read. */
  read: number;
  /** Where each line that A has written ends, in bytes. */
  ends: readonly number[];
}

/** A says so many. */
const LINES = 4;

const others = ({ people }: Told): number => people.length - 1;

/** Bytes for D in Twisted’s tray. */
const trayBytes = ({ world }: StoryEvent): number => slowOne(world).writeBuffer.size;

/** Whether everyone but A and D has received so much: `event` is the last of them doing so. */
const theRestHas = ({ conn, world }: StoryEvent, bytes: number | undefined): boolean =>
  conn !== 'D' &&
  bytes !== undefined &&
  world.clients.every(
    ({ name, receivedTotal }) => name === 'A' || name === 'D' || receivedTotal >= bytes,
  );

const slowOne = (world: World): ClientState => world.clients.find(({ name }) => name === 'D')!;

export const story = setup({
  types: {
    context: {} as Told,
    input: {} as MachineInput,
    events: {} as StoryEvent,
    meta: {} as StoryMeta,
  },
  guards: {
    'everyone is in': ({ context }) => context.connected + 1 === context.people.length,
    'it is A’s line': ({ event }) => event.conn === 'A' && event.what !== 'connectionMade',
    'all are writable': ({ context, event }) => event.writable!.length >= others(context),
    'the last of them has the first line': ({ context, event }) =>
      theRestHas(event, context.ends[0]),
    'the last of them has the last line': ({ context, event }) =>
      theRestHas(event, context.ends[LINES - 1]),
    'D is the only other': ({ context }) => others(context) === 1,
    'D has all': ({ context, event }) =>
      slowOne(event.world).receivedTotal === context.ends[LINES - 1],
    'D’s tray is not empty': ({ event }) => trayBytes(event) > 0,
    'the others have it, and D’s tray is not empty': ({ context, event }) =>
      theRestHas(event, context.ends[context.read - 1]) && trayBytes(event) > 0,
    'D’s tray is empty': ({ event }) => event.conn === 'D' && trayBytes(event) === 0,
    'that would be noticed': ({ context }) =>
      isNoticeable(costOf(context.values.clients!, 'direct')),
    'D’s link is fast': ({ context }) => !isSlow(context.values),
  },
  actions: {
    ...telling,
    'note who is in': assign({ connected: ({ context }) => context.connected + 1 }),
    'note what A says': assign({
      ends: ({ context: { ends }, event }) => [...ends, (ends.at(-1) ?? 0) + event.n!],
    }),
    'note the line': assign({ read: ({ context }) => context.read + 1 }),
  },
}).createMachine({
  id: 'chat story',
  type: 'parallel',
  context: ({ input }) => ({
    values: input.values,
    people: peopleOf(input.values),
    connected: 0,
    read: 0,
    ends: [],
  }),
  states: {
    notes: {
      on: {
        connectionMade: { actions: 'note who is in' },
        'client.send': { actions: 'note what A says' },
        lineReceived: { actions: 'note the line' },
      },
    },
    story: {
      initial: 'arriving',
      states: {
        arriving: { on: { connectionMade: { guard: 'everyone is in', target: 'here' } } },
        here: {
          ...beat('connected', '{n} clients, one thread{watched}.', ['reactor', 'code']),
          on: { 'client.send': { target: 'says' } },
        },
        says: {
          ...beat('says', 'A writes “{first}”. The reactor is asleep until it arrives.', ['wire']),
          on: { handlerStart: { guard: 'it is A’s line', target: 'looping' } },
        },
        looping: {
          ...beat('looping', 'lineReceived runs once and loops over everyone in the list.', [
            'reactor',
            'code',
          ]),
          on: { handlerEnd: { guard: 'it is A’s line', target: 'filled' } },
        },
        filled: {
          ...beat('filled', '{writes} filled {trays}. Not one byte has left yet.', ['writeBuffer']),
          on: { select: { guard: 'all are writable', target: 'writable' } },
        },
        writable: {
          ...beat('writable', 'Next turn: the OS calls {sockets} writable.', [
            'reactor',
            'sendBuffer',
          ]),
          on: { selectEnter: { target: 'flushed' } },
        },
        flushed: {
          ...beat('flushed', '{sends}{flushed}', ['sendBuffer']),
          on: {
            'client.recv': [
              { guard: 'the last of them has the first line', target: 'everyone' },
              { guard: 'D is the only other', target: 'everyone' },
            ],
            handlerEnd: { guard: 'it is A’s line', target: 'cost' },
          },
        },
        everyone: {
          ...beat('everyone', '{receivers} it {after}. {without}', ['wire']),
          on: { handlerEnd: { guard: 'it is A’s line', target: 'cost' } },
        },
        cost: {
          ...beat('cost', '{n} clients: {fill} to fill, {flush} to flush ({tag}).', ['costs']),
          on: {
            select: [{ guard: 'that would be noticed', target: 'block' }, { target: 'going on' }],
          },
        },
        block: {
          ...beat(
            'block',
            'For {total} nobody else is served ({tag}): the first sight of a block.',
            ['costs'],
          ),
          on: goingOn(),
        },
        'going on': { on: goingOn() },
        waiting: {
          on: {
            'client.recv': {
              guard: 'the others have it, and D’s tray is not empty',
              target: 'full',
            },
            lineReceived: { guard: 'D’s tray is not empty', target: 'full' },
          },
        },
        full: {
          ...beat('full', 'D’s kernel has no room: {left} bytes stay in Twisted’s tray.', [
            'writeBuffer',
            'sendBuffer',
          ]),
          on: {
            'client.recv': { guard: 'the last of them has the last line', target: 'unaffected' },
            send: { guard: 'D’s tray is empty', target: 'emptied' },
          },
        },
        unaffected: {
          ...beat('unaffected', '{fast} it {fastAfter}.{unheld}', ['wire']),
          on: { send: { guard: 'D’s tray is empty', target: 'emptied' } },
        },
        emptied: {
          ...beat('emptied', 'D’s tray empties{emptyAt}: the reactor sent whenever D had room.', [
            'writeBuffer',
            'sendBuffer',
          ]),
          on: { 'client.recv': { guard: 'D has all', target: 'D has it' } },
        },
        'D has it': beat('last', 'D has the last line after {dAfter}. {whoWaited}', ['wire']),
        'fast end': { on: { 'client.recv': { guard: 'D has all', target: 'nobody waited' } } },
        'nobody waited': beat(
          'nobody-waited',
          'D’s link is fast: it has the last line after {dAfter}.{nobodyWaited}',
          ['wire'],
        ),
      },
    },
  },
});

/** After the second line, where the story parts by D's link. */
function goingOn() {
  return {
    lineReceived: [
      { guard: 'D’s link is fast' as const, target: 'fast end' },
      { target: 'waiting' },
    ],
  };
}
