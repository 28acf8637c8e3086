import type { Component } from 'svelte';
import type Reroll from '../session/components/Reroll.svelte';
import type TypeLine from '../session/components/TypeLine.svelte';
import type { Sweeps } from '../session/sweeps.svelte';
import type { LoadedScenario } from '../session/loadScenario';
import type { Driver } from './driver.svelte';
import type { Look } from './look';

declare global {
  interface Window {
    /** In a frozen file: puts what it holds in the place of the scenario's runs. */
    thaw?: (opened: Embedded) => void;
  }
}

/** What a panel is given. */
export interface PanelProps {
  driver: Driver;
  look: Look;
  /** What a small frame has for the picture, in units of which none is under 3/4 px; null in others. */
  frame: { width: number; height: number } | null;
  /** The scenario's own picture, null in a panel that does not draw it. */
  Picture: LoadedScenario['Picture'] | null;
}

/** What an embed's file shows: a scenario, and one of its panels. */
export interface Embedded {
  scenario: LoadedScenario['scenario'];
  /** What the panel is called by those who look for it. */
  name: string;
  PanelOf: Component<PanelProps>;
  Picture: LoadedScenario['Picture'] | null;
  /** The line to type in, null where nobody types, and in a file that has no room for it: all but the one at the scenario's own address. */
  TypeLine: typeof TypeLine | null;
  /** The control that draws the lots again, null where the scenario draws none. */
  Reroll: typeof Reroll | null;
  /** What makes the runs along a slider, null where the picture shows none. */
  Sweeps: typeof Sweeps | null;
}
