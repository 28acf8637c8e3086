import { setup } from 'xstate';
import { NOTICEABLE_NS } from '../../src/player/measures/noticeable';
import { telling } from '../../src/scenario/commands';
import type { StoryEvent } from '../../src/scenario/factEvent';
import { beat, leftOfBlockNs, type StoryMeta } from '../../src/scenario/story';
import type { MachineInput } from '../../src/scenario/types';
import { answerOfC, heldWaits, isReport, reportGoesOn } from './facts';

/** Jobs that threads are at. */
const jobsNow = ({ world }: StoryEvent): string[] =>
  world.threads.flatMap(({ job }) => (job === null ? [] : [job]));

export const story = setup({
  types: {
    input: {} as MachineInput,
    events: {} as StoryEvent,
    meta: {} as StoryMeta,
  },
  guards: {
    'it is REPORT': ({ event }) => event.what === 'REPORT',
    'it is a whole report': ({ event }) => event.name === 'slow_report',
    'it is half a report': ({ event }) => event.name === 'half_report',
    'another job has the thread': ({ event }) => jobsNow(event).some((job) => !isReport(job)),
    'it is the report': ({ event }) => isReport(event.job),
    'a worker is at it': ({ event }) =>
      event.conn !== 'C' && jobsNow(event).some(isReport) && leftOfBlockNs(event) >= NOTICEABLE_NS,
    'it holds the lane': ({ event }) =>
      event.thread === undefined && event.durationNs! > NOTICEABLE_NS,
    'it is a short sleep': ({ event }) => event.thread === undefined,
    'it will wait': ({ event }) => event.conn !== 'C' && leftOfBlockNs(event) >= NOTICEABLE_NS,
    'the last of them has its answer': ({ event: { recording, index } }) =>
      heldWaits(recording).at(-1)?.answeredIndex === index,
    'the reactor sleeps': ({ event }) => event.world.asking,
    'it is C': ({ event }) => event.conn === 'C',
    'nobody needs the report': ({ event }) =>
      event.conn === 'C' && reportGoesOn(event.recording, event.index),
    'its answer is thrown away': ({ event: { conn, recording } }) =>
      conn === 'C' && recording.variant === 'blocking' && answerOfC(recording) === undefined,
  },
  actions: telling,
}).createMachine({
  id: 'defer-to-thread story',
  type: 'parallel',
  states: {
    job: {
      initial: 'quiet',
      states: {
        quiet: { on: { handlerStart: { guard: 'it is REPORT', target: 'asked' } } },
        asked: {
          ...beat('asked', 'C asks for REPORT, which takes {block}, whoever does it.', [
            'reactor',
            'code',
          ]),
          on: {
            callInThread: [
              { guard: 'it is a whole report', target: 'handed' },
              { guard: 'it is half a report', target: 'halved' },
            ],
            block: [
              { guard: 'it holds the lane', target: 'blocked' },
              { guard: 'it is a short sleep', target: 'short' },
            ],
          },
        },
        handed: {
          ...beat('handed', 'deferToThread passes the job over the wall. You keep a Deferred.', [
            'workers',
            'code',
          ]),
          on: { handlerEnd: { guard: 'it is REPORT', target: 'returned' } },
        },
        halved: {
          ...beat('halved', 'The generator passes half the report over, {half}, and yields.', [
            'workers',
            'code',
          ]),
          on: { handlerEnd: { guard: 'it is REPORT', target: 'returned' } },
        },
        returned: {
          ...beat('returned', 'The handler returns at once. The reactor can ask the OS again.', [
            'reactor',
          ]),
          on: {
            selectEnter: { guard: 'another job has the thread', target: 'queued' },
            threadStart: { guard: 'it is the report', target: 'begun' },
          },
        },
        queued: {
          ...beat('queued', 'The pool’s one thread is at another job. C’s waits for it.', [
            'workers',
          ]),
          on: { threadStart: { guard: 'it is the report', target: 'begun late' } },
        },
        'begun late': {
          ...beat(
            'begun-late',
            'The thread is free after {queuedFor}: C’s {block} begin only now.',
            ['workers', 'costs'],
          ),
          on: { callFromThread: 'posted' },
        },
        begun: {
          ...beat('begun', 'A worker sleeps for the report; the reactor, until the OS has news.', [
            'workers',
            'reactor',
          ]),
          on: { callFromThread: 'posted' },
        },
        posted: {
          ...beat(
            'posted',
            '{postedAt}: the worker puts {result} through the slot: callFromThread.',
            ['slot'],
          ),
          on: {
            wakeUp: { guard: 'the reactor sleeps', target: 'woken' },
            deferredFire: 'fired',
          },
        },
        woken: {
          ...beat('woken', 'And it rings: one byte to the waker ends the reactor’s sleep.', [
            'bell',
          ]),
          on: { deferredFire: 'fired' },
        },
        fired: {
          ...beat(
            'fired',
            'First station of the next turn: the Deferred fires, on the reactor thread.',
            ['reactor', 'slot'],
          ),
          on: {
            callInThread: { guard: 'it is half a report', target: 'second half' },
            logError: 'failed',
            write: { guard: 'it is C', target: 'sent' },
            writeIgnored: 'ignored',
          },
        },
        'second half': {
          ...beat(
            'second-half',
            'A short piece of the generator ran, and yields: the second half.',
            ['reactor', 'code'],
          ),
          on: {
            logError: 'failed',
            write: { guard: 'it is C', target: 'sent' },
            writeIgnored: 'ignored',
          },
        },
        failed: {
          ...beat(
            'failed',
            'The worker raised. Its error comes over as a Failure, to the errback.',
            ['reactor', 'code'],
          ),
          on: {
            write: { guard: 'it is C', target: 'sent' },
            writeIgnored: 'ignored',
          },
        },
        sent: {
          ...beat('sent', '{writer} writes to C, on the one thread that may.', ['reactor', 'code']),
          on: { 'client.recv': { guard: 'it is C', target: 'answered' } },
        },
        answered: beat('answered', 'C waited {cWait}. {moved}.', ['costs', 'waits']),
        ignored: beat('ignored', '{writer} writes to C: no error, and no byte. Nobody is there.', [
          'reactor',
          'code',
        ]),

        // The handler sleeps itself.
        blocked: {
          ...beat('blocked', 'The handler sleeps {block}, on the thread that serves everybody.', [
            'reactor',
          ]),
          on: {
            'net.arrive': { guard: 'it will wait', target: 'piled' },
            'client.recv': { guard: 'it is C', target: 'answered late' },
          },
        },
        piled: {
          ...beat('piled', '{piler}’s line is here and nobody reads it. The workers stand idle.', [
            'reactor',
            'workers',
          ]),
          on: { 'client.recv': { guard: 'it is C', target: 'answered late' } },
        },
        short: {
          ...beat('short', 'The handler sleeps {block}, and nobody notices.', ['reactor']),
          on: { 'client.recv': { guard: 'it is C', target: 'answered late' } },
        },
        'answered late': beat('answered-late', 'C waited {cWait}: as long as with a worker.', [
          'costs',
          'waits',
        ]),
      },
    },
    others: {
      initial: 'as ever',
      states: {
        'as ever': {
          on: {
            'client.recv': [
              { guard: 'a worker is at it', target: 'meanwhile' },
              { guard: 'the last of them has its answer', target: 'held' },
            ],
          },
        },
        meanwhile: beat('meanwhile', '{free} is answered in {freeWait} while the worker sleeps.', [
          'waits',
        ]),
        held: beat('held', '{held} waited for C’s report as well, up to {heldWait}.', ['waits']),
      },
    },
    'patience of C': {
      initial: 'there',
      states: {
        there: {
          on: {
            connectionLost: [
              { guard: 'nobody needs the report', target: 'left' },
              { guard: 'its answer is thrown away', target: 'too late' },
            ],
          },
        },
        left: beat('left', 'C hangs up. Nobody stops the report: the work goes on, for nobody.', [
          'workers',
          'costs',
        ]),
        'too late': beat('too-late', 'C has hung up: what the handler wrote is thrown away.', [
          'reactor',
          'costs',
        ]),
      },
    },
  },
});
