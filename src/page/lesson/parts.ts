/** What has a use of its own for a press. */
const OWN =
  'button, a, input, summary, [role=button], [role=radio], [role=slider], [data-press=own]';

/** What may be a part of a picture. */
export const PARTS = '.workbench svg.stage [data-id]';

/** Whether a press asks a part of a picture what it is. */
export function asksPart(pressed: EventTarget | null): pressed is Element {
  return (
    pressed instanceof Element && pressed.closest(PARTS) !== null && pressed.closest(OWN) === null
  );
}
