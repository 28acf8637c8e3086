// A reader's clients: what differs from the scenario's, as a machine, in the run and in an address.
import { expect, test } from 'vitest';
import { scenarios } from '../../scenarios/all';
import {
  actsOf,
  composed,
  NO_CHANGES,
  namesOf,
  scripted,
  type Changes,
} from '../../src/page/clients/acts';
import { Clients } from '../../src/page/clients/clients.svelte';
import { readClients } from '../../src/page/clients/link';
import { hashWith, packed, partOf } from '../../src/page/workshop/hash';
import { defaultValues, playScenario } from '../../src/scenario/runScenario';
import { Session } from '../../src/session/session.svelte';

test.each(scenarios.flatMap((one) => one.variants.map(({ id }) => [one.id, id, one] as const)))(
  '%s, %s: its clients written down make the same run',
  (_, variantId, scenario) => {
    const values = defaultValues(scenario);
    const own = playScenario(scenario, variantId, values);
    const acts = composed(actsOf(own.acts), NO_CHANGES);
    const names = namesOf(scenario, values, variantId, acts);
    const again = playScenario(scripted(scenario, acts, names), variantId, values);
    expect(again.recording.events).toEqual(own.recording.events);
  },
);

const blocked = scenarios.find(({ id }) => id === 'blocked-reactor')!;
const opened = (query = ''): { session: Session; clients: Clients } => {
  const session = new Session(blocked, { query, bet: false });
  return { session, clients: new Clients(session, () => undefined) };
};
const sends = (session: Session, client: string): [number, string][] =>
  session
    .run!.waits.filter((wait) => wait.client === client)
    .map(({ sentNs, text }) => [sentNs / 1e6, text]);

test('a send is moved, written, copied, removed; each can be undone and redone', () => {
  const { session, clients } = opened();
  const before = sends(session, 'A');
  clients.move('A send 1', 2100);
  clients.write('A send 1', 'later');
  expect(sends(session, 'A')).toContainEqual([2100, 'later']);
  clients.copy('A send 1');
  expect(sends(session, 'A')).toContainEqual([2300, 'later']);
  clients.remove('A send 0');
  expect(sends(session, 'A').length).toBe(before.length);
  for (let i = 0; i < 4; i++) clients.undo();
  expect([sends(session, 'A'), clients.isChanged, clients.canUndo]).toEqual([before, false, false]);
  clients.redo();
  expect(sends(session, 'A')).toContainEqual([2100, before[1]![1]]);
  clients.reset();
  expect(sends(session, 'A')).toEqual(before);
});

test('one drag is one step back; what is not touched follows the sliders', () => {
  const { session, clients } = opened();
  clients.move('A send 1', 2000);
  clients.move('A send 1', 2200, true);
  session.setValue('ask', 2);
  expect(sends(session, 'A')).toContainEqual([2200, expect.any(String)]);
  expect(sends(session, 'C')[0]![0]).toBe(2000);
  clients.undo();
  expect(clients.isChanged).toBe(false);
});

test('a client can be added, and one that does not connect is not there', () => {
  const { session, clients } = opened('t=1000');
  clients.addClient();
  expect(sends(session, 'E')).toEqual([[1200, 'hello']]);
  clients.remove('B connect 0');
  expect(clients.names).toEqual(['A', 'C', 'D', 'E']);
  expect(sends(session, 'B')).toEqual([]);
});

test('nothing is sent before its client connects', () => {
  const { clients } = opened();
  clients.move('D connect 0', 3000);
  expect(clients.acts.filter(({ client }) => client === 'D').map(({ atMs }) => atMs)).toEqual([
    3000, 3000,
  ]);
  clients.move('D send 0', 10);
  expect(clients.acts.find(({ key }) => key === 'D send 0')!.atMs).toBe(3000);
});

const changes: Changes = {
  acts: { 'A send 0': { atMs: 12.5, text: 'x\r\n' }, 'B connect 0': { gone: true } },
  added: [
    { client: 'E', command: 'connect', atMs: 0 },
    { client: 'E', command: 'send', atMs: 5, text: 'é' },
  ],
};
const part = async (given: unknown): Promise<string> => `1.${await packed(JSON.stringify(given))}`;

test('what differs goes through an address, beside an edited file', async () => {
  expect(await readClients(await part(changes))).toEqual(changes);
  const hash = hashWith('#edit=1.a.b', 'clients', '1.c');
  expect(hash).toBe('#edit=1.a.b&clients=1.c');
  expect([partOf(hash, 'edit'), partOf(hash, 'clients'), partOf(hash, 'x')]).toEqual([
    '1.a.b',
    '1.c',
    null,
  ]);
  expect(hashWith(hash, 'edit', null)).toBe('#clients=1.c');
  expect(hashWith('#clients=1.c', 'clients', null)).toBe('');
});

test.each([
  ['no list', { acts: {} }],
  ['a time that is none', { ...changes, acts: { 'A send 0': { atMs: -1 } } }],
  ['a command that is none', { acts: {}, added: [{ client: 'E', command: 'steal', atMs: 1 }] }],
  ['a name with a tag', { acts: {}, added: [{ client: '<b>', command: 'connect', atMs: 1 }] }],
  ['too much', { acts: {}, added: Array(61).fill(changes.added[0]) }],
])('an address with %s is refused in words', async (_, given) => {
  await expect(readClients(await part(given))).rejects.toThrow(/was changed on its way/);
});
