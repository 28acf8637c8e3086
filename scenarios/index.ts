import type { Scenario } from '../src/scenario/types';

/**
 * Every scenario there is, in teaching order: its id, which is its address, and its folder. Each is loaded
 * when it is asked for, so that a page carries its own and no other. The landing page is the blocked reactor.
 */
export const loaders: Readonly<Record<string, () => Promise<{ scenario: Scenario }>>> = {
  stream: () => import('./stream/scenario'),
  'find-the-marker': () => import('./find-the-marker/scenario'),
  'did-it-arrive': () => import('./did-it-arrive/scenario'),
  'silent-peer': () => import('./silent-peer/scenario'),
  'who-is-ready': () => import('./who-is-ready/scenario'),
  'one-turn': () => import('./one-turn/scenario'),
  chat: () => import('./chat/scenario'),
  'blocked-reactor': () => import('./blocked-reactor/scenario'),
  'after-the-block': () => import('./after-the-block/scenario'),
  'what-blocks': () => import('./what-blocks/scenario'),
};
