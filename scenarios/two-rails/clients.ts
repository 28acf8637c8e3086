import { setup } from 'xstate';
import { chatter } from '../../src/scenario/clients';
import { commands } from '../../src/scenario/commands';
import type { FactEvent } from '../../src/scenario/factEvent';
import type { MachineInput } from '../../src/scenario/types';
import { NS_PER_SECOND } from '../../src/scenario/units';

/** What C says when it has the order forgotten. */
export const FORGET = 'forget';

export const clients = setup({
  types: { input: {} as MachineInput, events: {} as FactEvent },
  delays: {
    '0.5 s': 0.5 * NS_PER_SECOND,
    '0.9 s': 0.9 * NS_PER_SECOND,
    '1 s': NS_PER_SECOND,
    '1.5 s': 1.5 * NS_PER_SECOND,
  },
  actions: commands,
}).createMachine({
  id: 'two-rails clients',
  type: 'parallel',
  states: {
    A: chatter('A', [
      ['0.9 s', 'hi'],
      ['1 s', 'yo'],
      ['1 s', 'hm?'],
      ['1 s', 'bye'],
    ]),
    C: chatter('C', [
      ['0.5 s', '42'],
      ['1.5 s', 'again'],
      ['1.5 s', FORGET],
    ]),
  },
});
