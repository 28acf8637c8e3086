import type { OracleTrace, Run } from '../conformance/compare';

/** Python 3.12 and newer say the line of a coroutine into which an exception is thrown; 3.11 does not. */
const THROWS = ['coroutines', 'web-client'];

/**
 * A small program's run without what only the version of Python decides: how often it comes to a line with a generator in it, one
 * time after the other. No event of Twisted's is left out.
 */
export function comparable({ end, events }: OracleTrace, program: string): Run {
  return {
    end,
    events: events.filter(({ kind, line }, i) => {
      const before = events[i - 1];
      if (kind === 'line' && THROWS.includes(program)) return false;
      return kind !== 'line' || before?.['kind'] !== 'line' || before['line'] !== line;
    }),
  };
}
