/** Time to a place on an axis, and back. Both ways end at the ends of the axis. */
export interface TimeScale {
  /** In tenths of the picture's unit: enough for the eye, and short in a page that is sent ahead. */
  (timeNs: number): number;
  invert(x: number): number;
}

type Domain = readonly [fromNs: number, toNs: number];
interface Plot {
  x0: number;
  x1: number;
}

/** Equal times take equal room. */
export function linearScale(domainNs: Domain, plot: Plot): TimeScale {
  const [from, to] = [domainNs[0], Math.max(domainNs[1], domainNs[0] + 1)];
  const span = to - from;
  return scaleOf(
    plot,
    (timeNs) => (timeNs - from) / span,
    (share) => from + share * span,
  );
}

/** Each tenfold takes equal room. @param domainNs begins above 0. */
export function logScale(domainNs: Domain, plot: Plot): TimeScale {
  const [from, to] = [Math.log(domainNs[0]), Math.log(domainNs[1])];
  const span = to - from;
  return scaleOf(
    plot,
    (timeNs) => (Math.log(Math.max(timeNs, domainNs[0])) - from) / span,
    (share) => Math.exp(from + share * span),
  );
}

/** @param shareAt the share of the axis that lies before a time; @param timeAt its inverse */
function scaleOf(
  { x0, x1 }: Plot,
  shareAt: (timeNs: number) => number,
  timeAt: (share: number) => number,
): TimeScale {
  const within = (share: number): number => Math.min(1, Math.max(0, share));
  const x = (timeNs: number): number =>
    Math.round((x0 + within(shareAt(timeNs)) * (x1 - x0)) * 10) / 10;
  const invert = (at: number): number => timeAt(within((at - x0) / (x1 - x0)));
  return Object.assign(x, { invert });
}
