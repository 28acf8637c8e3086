import type { AnyStateMachine } from 'xstate';
import { plain } from '../../../scenario/machineSource';

/** A machine as the JSON of its config, which XState's `createMachine` takes. */
export const machineJson = (machine: AnyStateMachine): string =>
  `${JSON.stringify(plain(machine), null, 2)}\n`;
