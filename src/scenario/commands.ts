/**
 * What clients do: the actions that a scenario's `clients` may use.
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
] as const;

export type CommandName = (typeof COMMANDS)[number];

/**
 * `client` does it. `connect` once more opens another connection, `A#2`. `send` sends `text` (latin-1), which the
 * network cuts into pieces of `cuts` bytes and the rest, `gapMs` apart. `cut` cuts the client's cable; `up` is to
 * the server.
 */
export interface CommandParams {
  client?: string;
  /** Several clients that do it, in this order, instead of one. */
  clients?: readonly string[];
  text?: string;
  cuts?: readonly number[];
  gapMs?: number;
  way?: 'both' | 'up' | 'down';
}

function outsideARun(_args: unknown, _params: object): void {
  throw new Error('the machines of a scenario act only inside a run');
}

/** To spread into `setup({ actions })` of clients. */
export const commands = Object.fromEntries(COMMANDS.map((name) => [name, outsideARun])) as Record<
  CommandName,
  (args: unknown, params: CommandParams) => void
>;

/** The one action of a story, to spread into its `setup({ actions })`: it tells a beat. `tellStory` gives it its meaning. */
export const telling: { tell: (args: unknown, params: { beat: string }) => void } = {
  tell: outsideARun,
};
