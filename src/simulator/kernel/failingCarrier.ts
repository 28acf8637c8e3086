import type { Carrier } from './carrier';
import { Keepalive } from './keepalive';
import { LossyDirection } from './lossyDirection';
import { LossyPath } from './lossyPath';

/** Fails where it is told to: cables that are cut, boxes that forget; both kernels send again and may give up. */
export const failingCarrier: Carrier = {
  canFail: true,
  path: (...of) => new LossyPath(...of),
  direction: (path, side, link) => new LossyDirection(path as LossyPath, side, link),
  keepalive: (path) => new Keepalive(path as LossyPath),
};
