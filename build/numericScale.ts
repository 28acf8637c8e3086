// Stands in for d3-scale in an embed: the linear scale alone, of two numbers onto two numbers. Everything that
// it cannot do is not there to be called; a test holds what it does alike with the package.

type Pair = readonly [number, number];
type Along = (from: number, to: number) => (share: number) => number;

interface Scale {
  (value: number): number;
  invert(value: number): number;
  domain(domain: Pair): Scale;
  range(range: Pair): Scale;
  interpolate(along: Along): Scale;
  clamp(isClamped: boolean): Scale;
}

const straight: Along = (from, to) => (share) => from * (1 - share) + to * share;

export function scaleLinear(): Scale {
  let domain: Pair = [0, 1];
  let range: Pair = [0, 1];
  let along = straight;
  let isClamped = false;
  const clamped = (value: number): number => {
    const [low, high] = ordered(domain);
    return isClamped ? Math.max(low, Math.min(high, value)) : value;
  };
  const scale = (value: number): number => between(domain, range, along)(clamped(value));
  const set = (change: () => void): Scale => {
    change();
    return self;
  };
  const self: Scale = Object.assign(scale, {
    invert: (value: number) => clamped(between(range, domain, straight)(value)),
    domain: (given: Pair) => set(() => (domain = given)),
    range: (given: Pair) => set(() => (range = given)),
    interpolate: (given: Along) => set(() => (along = given)),
    clamp: (given: boolean) => set(() => (isClamped = given)),
  });
  return self;
}

/** From one pair onto another. As in d3, the first pair is put in order. */
function between([a, b]: Pair, [c, d]: Pair, along: Along): (value: number) => number {
  const [from, to] = ordered([a, b]);
  const onto = b < a ? along(d, c) : along(c, d);
  return (value) => onto(to === from ? 0.5 : (value - from) / (to - from));
}

function ordered([a, b]: Pair): Pair {
  return b < a ? [b, a] : [a, b];
}
