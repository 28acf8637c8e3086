const css = `
:host { display: block; position: relative; aspect-ratio: 16 / 9; }
:host([hidden]), slot[hidden] { display: none; }
iframe { position: absolute; inset: 0; width: 100%; height: 100%; border: 0; color-scheme: normal; }
img, ::slotted(img) { position: absolute; inset: 0; width: 100%; height: 100%; max-width: none; max-height: none;
  margin: 0; object-fit: contain; }
button { position: absolute; inset: 0; margin: auto; width: 72px; height: 72px; border: 3px solid #fff;
  border-radius: 50%; background: #1b1f24; cursor: pointer; }
button::before { content: ''; position: absolute; inset: 0; margin: auto; width: 0; height: 0; translate: 3px 0;
  border-left: 24px solid #fff; border-block: 15px solid transparent; }
button:focus-visible { outline: 3px solid #1b1f24; outline-offset: 3px; }
@media print { button { display: none; } }
`;

let sheet: CSSStyleSheet | undefined;

/** The style of every `<inside-the-reactor>`. A sheet, not an element: pages may forbid style elements. */
export function style(): CSSStyleSheet {
  if (sheet === undefined) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
  }
  return sheet;
}
