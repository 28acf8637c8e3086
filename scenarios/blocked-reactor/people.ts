import { chatter, latecomer } from '../../src/scenario/clients';
import { NS_PER_SECOND } from '../../src/scenario/units';

// Who chats here, and where the same job is done elsewhere: the same lines at the same times, so that waits can be compared.

export const chatDelays = {
  '0.5 s': 0.5 * NS_PER_SECOND,
  '0.9 s': 0.9 * NS_PER_SECOND,
  '1 s': NS_PER_SECOND,
  '1.2 s': 1.2 * NS_PER_SECOND,
  '1.3 s': 1.3 * NS_PER_SECOND,
  '1.8 s': 1.8 * NS_PER_SECOND,
};

export const people = {
  A: chatter('A', [
    ['0.5 s', 'hi'],
    ['1 s', 'yo'],
    ['1 s', 'hm?'],
    ['1 s', 'hey'],
    ['1 s', 'ok'],
    ['1 s', 'bye'],
  ]),
  B: chatter('B', [
    ['0.9 s', 'lunch?'],
    ['1.2 s', 'noon?'],
    ['1.2 s', 'well?'],
    ['1.3 s', 'good'],
  ]),
  D: latecomer('D', '1.8 s', 'hello'),
};
