// Stands in for d3-format in the built site. d3-scale imports it for labels of ticks (`tickFormat`); the
// axes here label their ticks themselves, so no visit uses a line of it.

function leftOut(): never {
  throw new Error('formats are left out of the built site: see build/lean.ts');
}
export {
  leftOut as format,
  leftOut as formatPrefix,
  leftOut as formatSpecifier,
  leftOut as precisionFixed,
  leftOut as precisionPrefix,
  leftOut as precisionRound,
};
