/**
 * The actions that a scenario's machine may use: what its clients do, and what the story tells.
 * A machine names them; `runScenario` gives them their meaning, for one run. On their own they refuse.
 */
export const COMMANDS = [
  'connect',
  'send',
  'close',
  'shutdownWrite',
  'reset',
  'pauseReading',
  'resumeReading',
  'cut',
  'mend',
  'tell',
] as const;

export type CommandName = (typeof COMMANDS)[number];

/**
 * `client` does it. `connect` once more opens another connection, `A#2`. `send` sends `text` (latin-1), which the
 * network cuts into pieces of `cuts` bytes and the rest, `gapMs` apart. `cut` cuts the client's cable; `up` is to
 * the server. `tell` has the beat's id.
 */
export interface CommandParams {
  client?: string;
  /** Several clients that do it, in this order, instead of one. */
  clients?: readonly string[];
  text?: string;
  cuts?: readonly number[];
  gapMs?: number;
  way?: 'both' | 'up' | 'down';
  beat?: string;
}

function outsideARun(_args: unknown, _params: CommandParams): void {
  throw new Error('a scenario machine acts only inside runScenario');
}

/** To spread into `setup({ actions })`. */
export const commands = Object.fromEntries(COMMANDS.map((name) => [name, outsideARun])) as Record<
  CommandName,
  (args: unknown, params: CommandParams) => void
>;
