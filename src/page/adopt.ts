const adopted = new Set<string>();

/** Gives the document a style that the site's style sheet has nothing of, once: what it is for is loaded when it is asked for. */
export function adopt(css: string): void {
  if (adopted.has(css)) return;
  adopted.add(css);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets.push(sheet);
}
