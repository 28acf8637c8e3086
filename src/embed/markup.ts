import { pop, push } from 'virtual:svelte-context';
import type { Component } from 'svelte';

/**
 * What a component that Svelte compiled to strings writes to: the part of Svelte's own renderer that this
 * project's components use. Theirs also awaits, collects heads and recovers, in 8 kB.
 */
class Renderer {
  readonly out: string[] = [];
  #ids = 0;
  readonly global = { uid: (): string => `s${++this.#ids}` };

  push(text: string): void {
    this.out.push(text);
  }

  /** The body of a component: what it derives is computed once, as long as it has a context. */
  component(body: (renderer: Renderer) => void): void {
    push();
    body(this);
    pop();
  }
}

/** Compiled for strings, a component is called with a renderer. */
type Strings<Props> = (renderer: Renderer, props: Props) => void;

/** The HTML of a component, without the comments that say where its blocks begin and end. */
export function markup<Props extends Record<string, unknown>>(
  component: Component<Props>,
  props: Props,
): string {
  const renderer = new Renderer();
  (component as unknown as Strings<Props>)(renderer, props);
  return renderer.out.join('').replace(/<!--.*?-->/g, '');
}
