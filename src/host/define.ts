import { InsideTheReactorElement } from './element';

/** Makes `<inside-the-reactor>` known, once: a page may have the script twice. */
export function define(base: string): void {
  if (typeof customElements === 'undefined') return;
  InsideTheReactorElement.base = base;
  const name = 'inside-the-reactor';
  if (customElements.get(name) === undefined) customElements.define(name, InsideTheReactorElement);
}
