import {
  and,
  initialTransition,
  not,
  or,
  raise,
  setup,
  stateIn,
  transition,
  type SnapshotFrom,
} from 'xstate';
import { DEEDS, type Change, type Deed, type PlayEvent, type Rules } from './playEvents';

const isChange = (event: PlayEvent): event is Change => event.type === 'change';
const isShown = or([stateIn({ slide: 'inSight' }), stateIn({ slide: 'onSlide' })]);
const isInView = and([
  or([stateIn({ slide: 'inSight' }), stateIn({ slide: { onSlide: 'open' } })]),
  stateIn({ window: 'awake' }),
]);
/** Its caller does it. */
const deed = (): void => undefined;

const { createMachine } = setup({
  types: { context: {} as Rules, input: {} as Rules, events: {} as PlayEvent },
  guards: {
    autoplays: ({ context }) => context.autoplay,
    resets: ({ context }) => context.resets,
    plays: ({ event }) => isChange(event) && event.plays,
    byHand: ({ event }) => isChange(event) && !event.byItself,
    wasPlaying: ({ event }) => event.type === 'left' && event.playing,
    begins: ({ event }) => isChange(event) && event.began,
    isPastUntil: ({ event }) => isChange(event) && event.until !== 'before',
    endsRun: ({ event }) => isChange(event) && event.ended,
    leavesEnd: ({ event }) => isChange(event) && !event.ended && event.until !== 'at',
  },
  actions: {
    reset: deed,
    play: deed,
    pause: deed,
    stop: deed,
    hold: deed,
    comes: raise({ type: 'comes' }),
    returns: raise({ type: 'returns' }),
  },
});

/**
 * When an embed plays: what it knows of its slide and of its window, and what it is about to do. Pure: the machine does
 * nothing, it says what is to be done.
 */
export const playMachine = createMachine({
  id: 'play',
  type: 'parallel',
  context: ({ input }) => input,
  states: {
    /** Until a deck has spoken, an embed is judged by what can be seen of it; from then on by what the deck says. */
    slide: {
      initial: 'unheard',
      on: { 'slide:stop': '.offSlide' },
      states: {
        unheard: {
          on: {
            seen: { target: 'inSight', actions: 'comes' },
            'slide:start': { target: 'onSlide', actions: 'returns' },
          },
        },
        inSight: {
          on: {
            unseen: 'outOfSight',
            'slide:start': [
              // Of the slide that its address opened, reveal.js says only when a speaker's view is opened or an
              // overview left that it is shown: what was touched has been seen.
              { guard: stateIn({ touch: 'touched' }), target: 'onSlide' },
              // What it has done so far, nobody saw.
              { target: 'onSlide', actions: 'returns' },
            ],
          },
        },
        outOfSight: {
          on: {
            seen: { target: 'inSight', actions: 'returns' },
            'slide:start': { target: 'onSlide', actions: 'returns' },
          },
        },
        /** A deck may say again of the same slide that it is shown: that changes nothing. */
        onSlide: {
          initial: 'open',
          states: {
            open: { on: { unseen: 'covered' } },
            /** Out of sight in a deck that speaks is not off its slide: it may be an overview. */
            covered: { on: { seen: 'open', awake: 'open', 'slide:start': 'open' } },
          },
        },
        offSlide: { on: { 'slide:start': { target: 'onSlide', actions: 'returns' } } },
      },
    },
    window: {
      initial: 'awake',
      states: { awake: { on: { asleep: 'asleep' } }, asleep: { on: { awake: 'awake' } } },
    },
    /** Whether anything came of it since it is shown. */
    touch: {
      initial: 'untouched',
      states: {
        untouched: { on: { change: { guard: 'byHand', target: 'touched' } } },
        touched: { on: { unseen: 'untouched', 'slide:stop': 'untouched' } },
      },
    },
    motion: {
      initial: 'fresh',
      on: {
        returns: [
          { guard: and(['resets', 'autoplays']), target: '.due', actions: 'reset' },
          { guard: 'resets', target: '.still', actions: 'reset' },
        ],
        join: [{ guard: isShown, target: '.playing', actions: 'play' }, { target: '.due' }],
        again: '.due',
      },
      states: {
        /** It never played, and nobody has touched it. */
        fresh: {
          on: {
            comes: { guard: 'autoplays', target: 'due' },
            returns: { guard: and([not('resets'), 'autoplays']), target: 'due' },
            left: [{ guard: 'wasPlaying', target: 'due' }, { target: 'still' }],
            change: [
              { guard: 'plays', target: 'playing' },
              { guard: 'byHand', target: 'still' },
            ],
          },
        },
        still: { on: { change: { guard: 'plays', target: 'playing' } } },
        /** Plays as soon as it can be seen, unless somebody does something else first. */
        due: {
          always: { guard: isInView, target: 'playing', actions: 'play' },
          on: {
            pause: 'still',
            change: [
              { guard: 'plays', target: 'playing' },
              { guard: 'byHand', target: 'still' },
            ],
          },
        },
        playing: {
          on: {
            change: { guard: not('plays'), target: 'still' },
            unseen: { target: 'due', actions: 'pause' },
            'slide:stop': { target: 'due', actions: 'pause' },
            asleep: { target: 'due', actions: 'pause' },
          },
        },
      },
    },
    poster: {
      initial: 'gone',
      states: {
        gone: { on: { poster: 'shown' } },
        shown: {
          on: { home: 'gone', change: { guard: or(['plays', 'byHand']), target: 'gone' } },
        },
      },
    },
    /** Playing ends at the end of the run, or at the step of the option `until`, if it began before that. */
    course: {
      initial: 'ahead',
      on: { change: { guard: 'endsRun', target: '.ended', actions: 'hold' } },
      states: {
        ahead: {
          on: {
            change: [
              { guard: and(['begins', 'isPastUntil']), target: 'beyond' },
              { guard: and(['plays', 'isPastUntil']), target: 'ended', actions: ['stop', 'hold'] },
            ],
          },
        },
        beyond: { on: { change: { guard: and(['begins', not('isPastUntil')]), target: 'ahead' } } },
        ended: {
          on: {
            change: [
              { guard: and(['begins', 'isPastUntil']), target: 'beyond' },
              { guard: 'leavesEnd', target: 'ahead' },
              // It stands there.
              {},
            ],
          },
        },
      },
    },
  },
});

export type PlayState = SnapshotFrom<typeof playMachine>;

/** How an embed begins. */
export function freshPlay(rules: Rules): PlayState {
  return initialTransition(playMachine, rules)[0];
}

/** What follows when something happens. Pure. */
export function afterEvent(
  before: PlayState,
  event: PlayEvent,
): { state: PlayState; deeds: Deed[] } {
  const [state, actions] = transition(playMachine, before, event);
  const deeds = actions.flatMap(({ type }) => DEEDS.find((one) => one === type) ?? []);
  return { state, deeds };
}
