import type { ClientState } from '../../../player/world/world.types';

/** Those who have no row of their own, told by counts. */
export interface Crowd {
  /** One for each that runs: whether Twisted's tray and the kernel's have bytes. */
  cells: readonly { name: string; ours: boolean; kernel: boolean }[];
  /** How many there are in all, those that do not run included. */
  total: number;
  /** Of `total`: with bytes in Twisted's tray, in the kernel's, on the way to them. */
  ours: number;
  kernel: number;
  wire: number;
  /** Of `total`: who have received all of `sentBytes`. */
  have: number;
}

/**
 * @param rows who has a row.
 * @param count all clients that there are; more than run stand for them in proportion.
 */
export function crowdOf(
  clients: readonly ClientState[],
  rows: readonly string[],
  count: number,
  timeNs: number,
  sentBytes: number,
): Crowd {
  const crowd = clients.filter(({ name }) => !rows.includes(name));
  const named = clients.length - crowd.length;
  const total = crowd.length === 0 ? 0 : Math.max(crowd.length, count - named);
  const scaled = (matches: (client: ClientState) => boolean): number =>
    crowd.length === 0 ? 0 : Math.round((crowd.filter(matches).length * total) / crowd.length);
  return {
    cells: crowd.map(({ name, writeBuffer, sendBuffer }) => ({
      name,
      ours: writeBuffer.size > 0,
      kernel: sendBuffer.size > 0,
    })),
    total,
    ours: scaled(({ writeBuffer }) => writeBuffer.size > 0),
    kernel: scaled(({ sendBuffer }) => sendBuffer.size > 0),
    wire: scaled(({ down }) => down.some((one) => one.size > 0 && one.departedNs <= timeNs)),
    have: scaled(({ receivedTotal }) => sentBytes > 0 && receivedTotal >= sentBytes),
  };
}
