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
  'tell',
] as const;

export type CommandName = (typeof COMMANDS)[number];

/** `client` does it; `text` (latin-1) is what `send` sends. `tell` has the beat's id. */
export interface CommandParams {
  client?: string;
  text?: string;
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
