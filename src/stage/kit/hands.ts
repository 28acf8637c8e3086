import type { PictureProps } from '../pictures/picture';
import type { Parameter } from '../../scenario/types';

/** What the reader may set in the picture by hand. */
export interface Hands {
  parameters: Readonly<Record<string, Parameter>>;
  /** Sets a parameter; `goesOn`: by the same gesture as the last one. */
  set(id: string, value: number, goesOn: boolean): void;
}

/** The hands of a picture that may be touched, undefined where it may not. */
export function handsOf(
  parameters: PictureProps['parameters'],
  onchange: PictureProps['onchange'],
): Hands | undefined {
  if (parameters === undefined || onchange === undefined) return undefined;
  return { parameters, set: (id, value, goesOn) => onchange({ values: { [id]: value } }, goesOn) };
}
