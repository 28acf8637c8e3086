import type { World } from '../../../player/world/world.types';
import { grouped } from '../../../recording/digits';
import type { Picture } from '../../../scenario/picture';
import { sizeText } from '../../kit/text';
import type { CostRow } from './costs';
import type { Crowd } from './crowd';

/** The picture in words, for those who hear it. */
export function describeTrays(
  world: World,
  { rows: named, writes, costs: { spoken } }: Picture<'trays'>,
  crowd: Crowd,
  costs: readonly CostRow[],
): string {
  const { reactor } = world;
  const state =
    reactor.handler === null
      ? reactor.state
      : `runs ${reactor.handler.method ?? reactor.handler.what} of ${reactor.handler.conn ?? 'nobody'}`;
  const rows = world.clients
    .filter(({ name }) => named.includes(name) && name !== writes)
    .map(
      ({ name, writeBuffer, sendBuffer }) =>
        `${name}: ${sizeText(writeBuffer.size)} in Twisted’s tray, ${sizeText(sendBuffer.size)} in the kernel’s`,
    );
  const others =
    crowd.total === 0
      ? []
      : [
          `${grouped(crowd.total)} others: ${grouped(crowd.ours)} with bytes in Twisted’s tray, ${grouped(crowd.kernel)} in the kernel’s, ${grouped(crowd.have)} have every line`,
        ];
  const figures = costs.map(({ label, words, tag }) => `${label}: ${words}, ${tag}`);
  return [
    `Trays. The reactor ${state}`,
    ...rows,
    ...others,
    `${spoken}: ${figures.join('; ')}`,
  ].join('. ');
}
