import { mount } from 'svelte';
import type { Session } from '../../session/session.svelte';
import SlidesDialog from './SlidesDialog.svelte';
import css from './slides.css?inline';

interface Dialog {
  show(): Promise<void>;
}
let dialog: Dialog | undefined;

/**
 * Opens the dialog “Use in slides”. When it closes, the browser puts the focus where it was.
 *
 * @param session of the page: there is one as long as the page is there
 * @param root relative address of the site's root, with a slash at its end
 */
export async function openSlides(session: Session, root: string): Promise<void> {
  if (dialog === undefined) {
    // The site has one style sheet, which every visit loads; this is for those who open the dialog.
    // A sheet, not an element: the page's policy knows every style element.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets.push(sheet);
    const mounted = mount(SlidesDialog, { target: document.body, props: { session, root } });
    dialog = mounted as Dialog;
  }
  await dialog.show();
}
