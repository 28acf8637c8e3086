// Stands in for clsx, with which Svelte joins lists of classes: a class here is one text, or none.
export function clsx(): never {
  throw new Error('lists of classes are left out of the built site: see build/lean.ts');
}
