/**
 * Clients that talk to an echo server, one line after another, spread so that each line is a turn of
 * its own for the most part. The JSON of a workload file.
 */
export function echoWorkload(clients: number, lines: number): object {
  return {
    name: `bench-echo-${clients}x${lines}`,
    about: 'many clients, many lines: for measuring speed',
    maxIterations: 100_000_000,
    net: { latencyMs: 1 },
    server: { program: 'line-echo', params: {}, backlog: clients + 50 },
    clients: Array.from({ length: clients }, (_, client) => ({
      name: `c${client}`,
      connect: client * 0.01,
      actions: Array.from({ length: lines }, (_, line) => ({
        at: 200 + line * clients * 0.05 + client * 0.05,
        send: `line ${line} of client ${client}\r\n`,
      })),
    })),
  };
}
