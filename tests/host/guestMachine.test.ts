import { describe, expect, test } from 'vitest';
import { GuestMachine, type Surroundings } from '../../src/host/guestMachine';

/** A machine in a deck that is made up, and what it says and does there. */
function guest(deck: Partial<Surroundings> & { options?: Record<string, string> } = {}) {
  const done: string[] = [];
  let shown = 0;
  const machine = new GuestMachine({
    inReveal: false,
    deckTells: false,
    isBack: () => false,
    walks: () => true,
    option: (name) => deck.options?.[name] ?? null,
    say: (method, value) => void done.push(value === undefined ? method : `${method} ${value}`),
    slide: (how) => void done.push(how),
    addFragments: (count) => done.push(`${count} fragments`) > 0,
    visible: () => shown,
    showFragments: (count) => {
      shown = count;
      done.push(`show ${count}`);
    },
    ...deck,
  });
  const since = (act: () => unknown): string[] => {
    done.length = 0;
    act();
    return [...done];
  };
  return { machine, since, show: (count: number) => (shown = count) };
}

const names = ['idle', 'asked', 'blocked', 'answered'];

describe('an embed on a slide', () => {
  test('is started and stopped as its slide comes and goes, from its first step again', () => {
    const { machine, since } = guest();
    machine.steps(4, names);
    expect(since(() => machine.look(false, false))).toEqual(['stop']);
    expect(since(() => machine.look(true, false))).toEqual(['start']);
    expect(since(() => machine.look(true, false))).toEqual([]);
    machine.walk(1);
    machine.look(false, false);
    machine.look(true, false);
    expect(since(() => machine.walk(1))).toEqual(['goToStep 2', 'getStep']);
  });

  test('keeps its step when it is to, and ends at its last one when the deck goes back', () => {
    const { machine, since } = guest({ options: { reset: 'never' } });
    machine.steps(4, names);
    machine.look(false, false);
    machine.look(true, false);
    machine.walk(1);
    machine.look(false, false);
    machine.look(true, false);
    expect(since(() => machine.walk(1))).toEqual(['goToStep 3', 'getStep']);

    const back = guest({ isBack: () => true });
    back.machine.steps(4, names);
    back.machine.look(false, false);
    expect(back.since(() => back.machine.look(true, false))).toEqual([
      'start',
      'goToStep 4',
      'getStep',
    ]);
  });

  test('that was never hidden is on a page: it is neither started nor stopped', () => {
    const { machine, since } = guest();
    machine.steps(4, names);
    expect(since(() => machine.look(true, true))).toEqual([]);
    expect(since(() => machine.look(null, false))).toEqual([]);
    expect(machine.slide).toBe('page');
    expect(machine.walk(1)).toBe(true);
  });

  test('walks the steps from `step` to `until`, in sight only', () => {
    const { machine } = guest({ options: { step: 'asked', until: 'blocked' } });
    machine.steps(4, names);
    expect(machine.walk(1)).toBe(false);
    machine.look(false, false);
    machine.look(true, false);
    expect([machine.walk(-1), machine.walk(1), machine.walk(1)]).toEqual([false, true, false]);
  });
});

describe('in reveal', () => {
  test('fragments stand for the steps after the first, once', () => {
    const { machine, since } = guest({ inReveal: true });
    expect(since(() => machine.steps(4))).toEqual(['3 fragments']);
    expect(since(() => machine.steps(4, names))).toEqual([]);
    expect(machine.walk(1)).toBe(false);
  });

  test('the embed goes where the deck is', () => {
    const { machine, since, show } = guest({ inReveal: true });
    machine.steps(4, names);
    machine.ready(true);
    show(2);
    expect(since(() => machine.look(true, true))).toEqual(['start', 'goToStep 3', 'getStep']);
  });

  test('the deck goes where the embed has gone by itself, once the embed has answered', () => {
    const { machine, since, show } = guest({ inReveal: true });
    machine.steps(4, names);
    machine.ready(true);
    machine.look(true, true);
    expect(since(() => machine.came({ number: 3, id: 'blocked' }))).toEqual(['show 2']);
    show(1);
    machine.look(true, false);
    // What it says before it has the step that was sent is older than that.
    expect(since(() => machine.came('answered'))).toEqual([]);
    machine.came('asked');
    expect(since(() => machine.answered())).toEqual(['show 1']);
  });

  test('a new document answers nothing that was asked of the old one', () => {
    const { machine, since } = guest({ inReveal: true });
    machine.steps(4, names);
    machine.ready(true);
    machine.look(true, true);
    machine.came('blocked');
    machine.look(true, false);
    machine.ready(true);
    machine.answered();
    expect(since(() => machine.came('last'))).toEqual(['show 3']);
  });

  test('starts what it can see by itself', () => {
    const { machine, since } = guest({ inReveal: true, deckTells: true, walks: () => false });
    machine.steps(4, names);
    expect(since(() => machine.look(true, false))).toEqual([]);
    expect(since(() => machine.look(false, false))).toEqual([]);
    // An embed that says that it is there has not heard it.
    machine.look(true, false);
    expect(since(() => machine.look(true, true))).toEqual(['start']);
  });
});
