/**
 * A picture that stands in for an iframe which has nothing to show, as on paper.
 *
 * @returns what shows it, or takes it away again.
 */
export function standIn(frame: HTMLIFrameElement, address: string): (shown: boolean) => void {
  const picture = new Image();
  // Asked for now: what is only asked for when printing begins comes too late.
  picture.src = address;
  picture.alt = frame.title;
  picture.className = frame.className;
  const { display } = frame.style;
  return (shown) => {
    if (shown === picture.isConnected) return;
    if (!shown) {
      picture.remove();
      frame.style.display = display;
      return;
    }
    picture.width = frame.width === '' ? frame.clientWidth : Number.parseInt(frame.width, 10);
    picture.style.cssText = `${frame.style.cssText};margin:0;height:auto`;
    frame.before(picture);
    frame.style.display = 'none';
  };
}
