// Stands in for the part of XState that `setup()` imports for actions between actors and for logs: `sendTo`, `emit`, `log`,
// `enqueueActions` and their kin, under the names that this module of the package exports. No machine here has one.

function leftOut(): never {
  throw new Error('actions between actors are left out of the built site: see build/lean.ts');
}
export {
  leftOut as a,
  leftOut as b,
  leftOut as e,
  leftOut as f,
  leftOut as l,
  leftOut as s,
  leftOut as S,
};
