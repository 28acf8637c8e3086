import type { AnyStateMachine } from 'xstate';

/** The clients of every scenario, by the paths of their files. */
const found = import.meta.glob('../../../../scenarios/*/clients.ts', {
  eager: true,
  import: 'clients',
}) as Record<string, AnyStateMachine>;

const machines: ReadonlyMap<string, AnyStateMachine> = new Map(
  Object.entries(found).map(([path, machine]) => [path.split('/').at(-2)!, machine]),
);

/** The machine that plays the clients of a scenario. @throws Error when there is none */
export function machineOf(scenario: string): AnyStateMachine {
  const machine = machines.get(scenario);
  if (machine === undefined) throw new Error(`no scenario "${scenario}"`);
  return machine;
}
