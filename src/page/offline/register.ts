/**
 * Has the site's worker keep this page, so that it opens again without a network. Where storage or workers are
 * forbidden, or the page came by plain http, nothing happens.
 *
 * @param root relative address of the site's root, where the worker lies, with a slash at its end.
 */
export async function keepThisPage(root: string): Promise<void> {
  try {
    const { serviceWorker } = navigator;
    await serviceWorker.register(`${root}sw.js`);
    (await serviceWorker.ready).active!.postMessage(0);
  } catch {
    // It works as before, with a network.
  }
}
