import type { Parameter } from '../../scenario/types';

/** What the reader may set in the picture by hand. */
export interface Hands {
  parameters: Readonly<Record<string, Parameter>>;
  /** Sets a parameter; `goesOn`: by the same gesture as the last one. */
  set(id: string, value: number, goesOn: boolean): void;
}
