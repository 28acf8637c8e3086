import { flushSync, mount, unmount } from 'svelte';
import { positionAtBeat, type Position } from '../../player/playback/steps';
import type { Theme } from '../../session/address';
import { standalone, withOwnIds } from '../../stage/kit/standalone';
import { StillMoment } from './stillMoment.svelte';
import type { Scene } from './scene';
import { stillSize, type Size } from './sizes';
import Still from './Still.svelte';
import { inlineStyle, markStyle, named, sheetText, type MarkStyle } from './style';

/** How the pictures of a scene look. */
export interface Look {
  theme: Theme;
  /** The lanes of the run, or the machine at this moment. */
  panel: 'lanes' | 'machine';
}

/**
 * The pictures of a scene, each at any time that is asked for: the page's own components, drawn where nobody sees
 * them. No clock runs: the same position always gives the same text.
 */
export class Frames {
  readonly scene: Scene;
  readonly #place: StillMoment;
  readonly #still: Record<string, unknown>;
  readonly #svg: SVGElement;
  readonly #style: MarkStyle;
  readonly #sheet: string;

  constructor(scene: Scene, look: Look) {
    this.scene = scene;
    this.#place = new StillMoment({ index: 0, timeNs: 0, told: 0 });
    const target = document.createElement('div');
    const panel = scene.scenario.timeline === 'lanes' ? look.panel : 'machine';
    this.#still = mount(Still, { target, props: { scene, place: this.#place, panel } });
    flushSync();
    this.#svg = target.querySelector('svg')!;
    // A picture inside a picture has no style for its box: it says itself how large it is.
    const inner = this.#svg.querySelector('svg')!;
    const [, , width, height] = inner.getAttribute('viewBox')!.split(' ');
    inner.setAttribute('width', width!);
    inner.setAttribute('height', height!);
    this.#style = markStyle(look.theme, document.styleSheets);
    this.#sheet = sheetText(this.#style);
  }

  /** The picture as an SVG document of this size. It refers to nothing outside itself. */
  svgAt(position: Position, { width }: Size = stillSize): string {
    this.#go(position);
    const text = this.#text(this.#svg);
    return withOwnIds(standalone(text, this.#sheet, width));
  }

  /** The same picture with its style on each mark, for programs that read no style sheets. */
  plainSvgAt(position: Position): string {
    this.#go(position);
    const copy = this.#svg.cloneNode(true) as SVGElement;
    inlineStyle(copy, this.#style);
    for (const element of [copy, ...copy.querySelectorAll('*')]) element.removeAttribute('class');
    const text = this.#text(copy);
    return withOwnIds(standalone(text, ''));
  }

  /** The position at which a beat stands, by its place from 0. */
  beat(place: number): Position {
    return positionAtBeat(this.scene.run.recording, place);
  }

  close(): void {
    void unmount(this.#still);
  }

  #text(svg: SVGElement): string {
    return named(new XMLSerializer().serializeToString(svg), this.#style.names);
  }

  #go(position: Position): void {
    flushSync(() => this.#place.go(position));
  }
}
