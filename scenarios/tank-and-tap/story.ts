import { setup } from 'xstate';
import { buffersOf, fillAt } from '../../src/player/measures/buffers';
import { NOTICEABLE_NS } from '../../src/player/measures/noticeable';
import { telling } from '../../src/scenario/commands';
import type { StoryEvent } from '../../src/scenario/factEvent';
import { beat, eventsOf, type StoryMeta } from '../../src/scenario/story';
import type { MachineInput, Values } from '../../src/scenario/types';
import { NS_PER_MS } from '../../src/scenario/units';
import { isLastOfB, peakOf, readNs, wanted, worstNs, worstOf } from './facts';
import { LEAVES, takersOf } from './sizes';

/** A read of one piece that is worth a word. */
const SLOW_READ_NS = 3 * NS_PER_MS;
/** Fuller than this, a transport pauses its producer. (abstract.py, `bufferSize`.) */
const PAUSE_BYTES = 65_536;

interface Told {
  values: Values;
  variant: string;
}

const isOf = ({ conn }: StoryEvent, client: string): boolean => conn === client;

/** Most of what is asked for lies in our memory at some time. */
const isFull = ({ recording }: StoryEvent, values: Values): boolean =>
  peakOf(recording) > wanted(values) / 2;

const lastTaker = (values: Values): string => takersOf(values).at(-1)!;

const fillOf = ({ recording, index }: StoryEvent, client: string) =>
  fillAt(recording, client, index);

/** How C was lost: something of its file was in our buffer, or its producer was stopped. */
const isLost = (event: StoryEvent): boolean =>
  isOf(event, LEAVES) &&
  !eventsOf(event.recording, 'client.eof').some(({ conn }) => conn === LEAVES);

export const story = setup({
  types: {
    context: {} as Told,
    input: {} as MachineInput,
    events: {} as StoryEvent,
    meta: {} as StoryMeta,
  },
  guards: {
    'it is of B': ({ event }) => isOf(event, 'B'),
    'B’s file is read at once, noticeably': ({ context, event }) =>
      context.variant === 'write' && readNs(event.recording) > NOTICEABLE_NS,
    'B’s file is read at once': ({ context: { variant } }) => variant === 'write',
    'a piece is slow to read': ({ context: { variant }, event }) =>
      variant !== 'write' && readNs(event.recording) >= SLOW_READ_NS,
    'B’s is all in the buffer': ({ context: { variant }, event }) =>
      variant === 'write' && isOf(event, 'B'),
    'the last one’s is, too': ({ context: { values, variant }, event }) =>
      variant === 'write' && values.clients! > 1 && isOf(event, lastTaker(values)),
    'it is of B, in pieces': ({ context: { variant }, event }) =>
      variant === 'pieces' && isOf(event, 'B'),
    'B’s buffer is fuller than a producer’s may be': ({ context: { variant }, event }) =>
      variant === 'pieces' && isOf(event, 'B') && fillOf(event, 'B').ours > PAUSE_BYTES,
    'it is the next piece of B': ({ context: { variant }, event }) =>
      variant === 'pieces' && event.name === 'Site.piece',
    'B’s last piece is in, and most waits': ({ context: { values, variant }, event }) =>
      variant === 'pieces' &&
      isOf(event, 'B') &&
      fillOf(event, 'B').ours > (values.file! * 1e6) / 2,
    'it is our peak, of most of it': ({ context: { values, variant }, event }) =>
      variant === 'pieces' &&
      isFull(event, values) &&
      buffersOf(event.recording).peak.index === event.index,
    'a tap registers': ({ context: { variant } }) => variant === 'push',
    'FileSender registers': ({ context: { variant } }) => variant === 'sender',
    'the tap is shut': ({ context: { variant }, event }) =>
      variant === 'push' && event.source === 'self.open = False',
    'the tap is opened': ({ context: { variant }, event }) =>
      variant === 'push' && event.source === 'self.open = True',
    'it is of B, by FileSender': ({ context: { variant }, event }) =>
      variant === 'sender' && isOf(event, 'B'),
    'our kernel takes no more of B’s': ({ event }) => {
      const sent = event.recording.events[event.index] as { kernelFree?: number };
      return isOf(event, 'B') && sent.kernelFree === 0;
    },
    'it ends A’s longest wait, for the disk': ({ context: { variant }, event }) =>
      variant === 'write' &&
      worstOf(event.recording).answeredIndex === event.index &&
      worstNs(event.recording) > NOTICEABLE_NS,
    'C is lost, and its file with it': ({ context: { variant }, event }) =>
      (variant === 'write' || variant === 'pieces') &&
      isLost(event) &&
      fillAt(event.recording, LEAVES, event.index - 1).ours > 0,
    'C is lost, and its producer stops': ({ context: { variant }, event }) =>
      (variant === 'push' || variant === 'sender') && isLost(event),
    'B has all of it': ({ context: { values }, event: { recording, index } }) =>
      isLastOfB(recording.events[index]!, values),
    'B never has it all': ({ context: { values }, event: { recording } }) =>
      !recording.events.some((one) => isLastOfB(one, values)),
  },
  actions: telling,
}).createMachine({
  id: 'tank-and-tap story',
  type: 'parallel',
  context: ({ input: { values, variant } }) => ({ values, variant }),
  states: {
    asked: {
      initial: 'none',
      states: {
        none: { on: { 'client.send': { guard: 'it is of B', target: 'asks' } } },
        asks: beat('asks', '{ask} for a file of {file}. A only chats.', ['waits']),
      },
    },
    read: {
      initial: 'none',
      states: {
        none: {
          on: {
            block: [
              { guard: 'B’s file is read at once, noticeably', target: 'long' },
              { guard: 'B’s file is read at once', target: 'short' },
              { guard: 'a piece is slow to read', target: 'slow' },
            ],
          },
        },
        long: beat(
          'read',
          'read() holds the reactor for {read}: the disk’s time. write() comes after.',
          ['reactor', 'code'],
        ),
        short: beat('short-read', 'read() takes {read} of this disk. write() comes after.', [
          'reactor',
          'code',
        ]),
        slow: beat(
          'slow-read',
          'A read still holds the reactor: {read} for {piece} of this disk.',
          ['reactor', 'code'],
        ),
      },
    },
    whole: {
      initial: 'none',
      states: {
        none: { on: { write: { guard: 'B’s is all in the buffer', target: 'written' } } },
        written: {
          ...beat('written', 'write() returns at once: all of {file} is in our buffer now.', [
            'writeBuffer',
            'code',
          ]),
          on: { write: { guard: 'the last one’s is, too', target: 'more' } },
        },
        more: beat('more', '{clients} want it, and each has a buffer: {inMemory} of our memory.', [
          'costs',
        ]),
      },
    },
    waiting: {
      initial: 'none',
      states: {
        none: {
          on: {
            'client.recv': { guard: 'it ends A’s longest wait, for the disk', target: 'waited' },
          },
        },
        waited: beat('waited', 'A waited {worst} for its line: for the disk, not for write().', [
          'waits',
        ]),
      },
    },
    pieces: {
      initial: 'none',
      states: {
        none: { on: { callLater: { guard: 'it is the next piece of B', target: 'piece' } } },
        piece: {
          ...beat(
            'piece',
            '{piece} are written. callLater(0) asks for the next in the next turn.',
            ['reactor', 'code'],
          ),
          on: {
            write: { guard: 'B’s buffer is fuller than a producer’s may be', target: 'unasked' },
          },
        },
        unasked: {
          ...beat(
            'unasked',
            'Over 64 KiB a transport calls pauseProducing(). Nobody is there to call.',
            ['order', 'writeBuffer'],
          ),
          on: {
            loseConnection: { guard: 'B’s last piece is in, and most waits', target: 'all in' },
          },
        },
        'all in': beat('all-in', 'All pieces are read. B’s buffer has {inTank} of {file}.', [
          'writeBuffer',
        ]),
      },
    },
    most: {
      initial: 'none',
      states: {
        none: { on: { write: { guard: 'it is our peak, of most of it', target: 'peak' } } },
        peak: beat('peak', 'Our memory holds {peak} of {all}. Pieces spare only the reactor.', [
          'costs',
        ]),
      },
    },
    tap: {
      initial: 'none',
      states: {
        none: {
          on: {
            registerProducer: [
              { guard: 'a tap registers', target: 'registers' },
              { guard: 'FileSender registers', target: 'pulls' },
            ],
          },
        },
        registers: {
          ...beat(
            'registers',
            'registerProducer(tap, True): now B’s transport knows whom to tell.',
            ['order', 'code'],
          ),
          on: { line: { guard: 'the tap is shut', target: 'shut' } },
        },
        shut: {
          ...beat('shut', '{piece} are more than 64 KiB: the transport calls pauseProducing().', [
            'order',
            'code',
          ]),
          on: { line: { guard: 'the tap is opened', target: 'opened' } },
        },
        opened: beat('opened', 'The buffer is empty: resumeProducing(). One more piece is read.', [
          'order',
          'code',
        ]),
        pulls: {
          ...beat('pulls', 'FileSender registers as a producer that is asked for each piece.', [
            'order',
            'code',
          ]),
          on: { write: { guard: 'it is of B, by FileSender', target: 'first' } },
        },
        first: {
          ...beat('first', 'It reads {piece}, writes them, and waits to be asked again.', [
            'writeBuffer',
            'order',
          ]),
          on: { write: { guard: 'it is of B, by FileSender', target: 'again' } },
        },
        again: beat('again', 'B’s buffer was empty, so it was asked: the next {piece}.', [
          'writeBuffer',
          'order',
        ]),
      },
    },
    chain: {
      initial: 'none',
      states: {
        none: { on: { send: { guard: 'our kernel takes no more of B’s', target: 'full' } } },
        full: beat(
          'full',
          'Our kernel keeps {kernel} for B and takes no more. The rest stays here.',
          ['kernel'],
        ),
      },
    },
    leaving: {
      initial: 'none',
      states: {
        none: {
          on: {
            connectionLost: [
              { guard: 'C is lost, and its file with it', target: 'left' },
              { guard: 'C is lost, and its producer stops', target: 'stopped' },
            ],
          },
        },
        left: beat('left', 'C has left: {rest} of its file were read, kept and thrown away.', [
          'costs',
        ]),
        stopped: beat(
          'stopped',
          'C has left: stopProducing(). The rest of its file is never read.',
          ['order', 'code'],
        ),
      },
    },
    end: {
      initial: 'none',
      states: {
        none: {
          on: {
            'client.recv': { guard: 'B has all of it', target: 'done' },
            end: { guard: 'B never has it all', target: 'cut' },
          },
        },
        done: beat('done', 'B has all of it after {done}. Our memory held {peak} at most.', [
          'costs',
        ]),
        cut: beat('cut', 'Until {end} B gets {got}. Our memory held {peak} at most.', ['costs']),
      },
    },
  },
});
