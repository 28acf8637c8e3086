import type { AnyStateMachine } from 'xstate';
import { parseEvent } from '../../../recording/parse';
import type { RecordedEvent } from '../../../recording/events';
import { COMMANDS, type CommandName, type CommandParams } from '../../../scenario/commands';
import { heardBy } from '../../../scenario/factEvent';
import { startClients, type Ground } from '../../../scenario/playClients';
import { actionOf } from '../../../scenario/workloadOf';
import type { CastOfJob } from './job';

/** The virtual kernel as Python shows it: `browser_kernel.live.Kernel`. */
interface LiveKernel {
  now(): number;
  at(timeNs: number, sequence: number, run: () => void): number;
  cancel(job: number): void;
  act(client: string, action: string): void;
}

/** What `browser_kernel.live` is given. */
export interface LiveClients {
  names: readonly string[];
  heard: readonly string[];
  start(kernel: LiveKernel): void;
  hear(event: string): void;
  /** @throws what the machine's own guards and actions threw */
  check(): void;
}

/**
 * A scenario's own machine as the clients of a run of real Twisted: it hears what happens there, and acts in that run's time,
 * in the order in which it acts in a run of ours.
 *
 * @param source the file that runs, which `line` events are about.
 */
export function liveClients(
  machine: AnyStateMachine,
  { names, values, seed, variant, untilMs, typed }: CastOfJob,
  source: string,
): LiveClients {
  const cast = {
    clients: machine,
    roles: {},
    // Who is called "5" would come first among the keys of an object.
    takePart: () => names,
    ...(untilMs === null ? {} : { untilMs: () => untilMs }),
  };
  const trace: { listener: ((event: RecordedEvent) => void) | null } = { listener: null };
  let check = (): void => undefined;
  return {
    names,
    heard: [...heardBy(machine)],
    start(kernel) {
      const ground: Ground<number> = {
        trace,
        queue: {
          get nowNs() {
            return kernel.now();
          },
          // XState starts the timer of a state that it leaves at once, too: there the delay may be no number.
          atWithSequence: (timeNs, sequence, run) =>
            kernel.at(Number.isNaN(timeNs) ? kernel.now() : timeNs, sequence, run),
          cancel: (job) => kernel.cancel(job),
        },
        addClient: (name) => handsOf(kernel, name),
      };
      const input = { values, seed, typed };
      ({ check } = startClients(cast, { id: variant, python: source }, input, ground));
    },
    hear: (event) => trace.listener?.(parseEvent(JSON.parse(event), 'event', false)),
    check: () => check(),
  };
}

type Hands = ReturnType<Ground<number>['addClient']>;

/** A client whose every command is an action of a workload. */
function handsOf(kernel: LiveKernel, client: string): Hands {
  const act = (command: CommandName, how: Omit<CommandParams, 'client'> = {}): void =>
    kernel.act(client, JSON.stringify(actionOf({ timeNs: 0, client, command, ...how })));
  const plain = COMMANDS.map((command) => [command, () => act(command)]);
  return {
    ...(Object.fromEntries(plain) as unknown as Hands),
    send: (text, cut) => act('send', { text, ...cut }),
    cut: (way) => act('cut', way === undefined ? {} : { way }),
  };
}
