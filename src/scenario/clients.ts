/**
 * Behaviours of clients as regions of a scenario's machine. Plain data: states, delays and actions are
 * names, so that the machine stays readable in Stately's editor.
 */

/** A region of a parallel machine: one client. `Delay` are the names of the delays that it uses. */
export interface ClientRegion<Delay extends string> {
  initial: string;
  states: Record<string, ClientState<Delay>>;
}

interface ClientState<Delay extends string> {
  entry?: ClientAction[];
  after?: { [name in Delay]?: string };
}

type ClientAction =
  | { type: 'connect' | 'resumeReading'; params: { client: string } }
  | { type: 'send'; params: { client: string; text: string } };

/** One line of a client: the name of the delay before it, then the text without its delimiter. */
export type Said<Delay extends string> = readonly [delay: Delay, line: string];

/**
 * A client that connects at once and sends lines, each after the named delay.
 * `chatter('A', [['0.5 s', 'hi']])` connects at 0 and sends `hi` CR LF half a second later.
 */
export function chatter<const Delay extends string>(
  client: string,
  says: readonly Said<Delay>[],
): ClientRegion<Delay> {
  const states: Record<string, ClientState<Delay>> = { here: { entry: [connect(client)] } };
  says.forEach(([delay, line], n) => {
    const before = n === 0 ? 'here' : `said ${n}`;
    states[before]!.after = { [delay]: `said ${n + 1}` } as { [name in Delay]?: string };
    states[`said ${n + 1}`] = { entry: [send(client, line)] };
  });
  return { initial: 'here', states };
}

/** A client that connects after the named delay and sends `greeting` on connecting. */
export function latecomer<const Delay extends string>(
  client: string,
  delay: Delay,
  greeting: string,
): ClientRegion<Delay> {
  return {
    initial: 'away',
    states: {
      away: { after: { [delay]: 'here' } as { [name in Delay]?: string } },
      here: { entry: [connect(client), send(client, greeting)] },
    },
  };
}

/**
 * A region beside a client's own: it reads (again) after the named delay. A run is over when nothing can happen any
 * more, so this one lasts at least as long.
 */
export function readsAtTheEnd<const Delay extends string>(
  client: string,
  delay: Delay,
): ClientRegion<Delay> {
  return {
    initial: 'not yet',
    states: {
      'not yet': { after: { [delay]: 'now' } as { [name in Delay]?: string } },
      now: { entry: [{ type: 'resumeReading', params: { client } }] },
    },
  };
}

function connect(client: string): ClientAction {
  return { type: 'connect', params: { client } };
}

function send(client: string, line: string): ClientAction {
  return { type: 'send', params: { client, text: `${line}\r\n` } };
}
