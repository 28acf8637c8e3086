import { reachWords } from '../slides/address';
import { qrSvg } from '../slides/qr';

/** The lesson's address where the site does not know its own: one folder up from this page. */
const place = document.querySelector('[data-address]')!;
if (place.textContent === '') {
  const { href } = new URL('../', location.href.replace(/[?#].*/, ''));
  place.textContent = href;
  document.querySelector('[data-qr]')!.innerHTML = qrSvg(href, `QR code of ${href}`);
  const words = reachWords(href);
  if (words !== null)
    place.after(
      Object.assign(document.createElement('p'), { className: 'reach', textContent: words }),
    );
}
document.querySelector('[data-print]')!.addEventListener('click', () => print());
