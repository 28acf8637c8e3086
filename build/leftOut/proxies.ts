// Stands in for Svelte's `proxy.js` in the built site: state here is replaced and never changed inside (`$state.raw`).

export function proxy<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) {
    throw new Error(
      'state that is changed inside is left out of the built site: see build/lean.ts',
    );
  }
  return value;
}
export { proxy as get_proxied_value };
export const is = Object.is;
