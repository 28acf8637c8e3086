/**
 * Makes what is inside `target` look like `html`, and touches only what differs: the focus, the pointer's
 * capture and the slider under the reader's finger stay where they are.
 */
export function patch(target: Element, html: string): void {
  const wanted = target.ownerDocument.createElement('template');
  wanted.innerHTML = html;
  patchChildren(target, wanted.content);
}

function patchChildren(target: Node, wanted: Node): void {
  let old = target.firstChild;
  let next = wanted.firstChild;
  while (next !== null) {
    const [now, after] = [next, next.nextSibling];
    if (old === null) {
      target.appendChild(now);
    } else {
      const place = old;
      old = old.nextSibling;
      patchNode(place, now);
    }
    next = after;
  }
  while (old !== null) {
    const after = old.nextSibling;
    old.remove();
    old = after;
  }
}

function patchNode(old: ChildNode, wanted: ChildNode): void {
  if (old.nodeName !== wanted.nodeName) {
    old.replaceWith(wanted);
  } else if (old instanceof Element && wanted instanceof Element) {
    patchAttributes(old, wanted);
    patchChildren(old, wanted);
  } else if (old.nodeValue !== wanted.nodeValue) {
    old.nodeValue = wanted.nodeValue;
  }
}

function patchAttributes(old: Element, wanted: Element): void {
  for (const { name, value } of [...wanted.attributes]) {
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  for (const { name } of [...old.attributes]) {
    if (!wanted.hasAttribute(name)) old.removeAttribute(name);
  }
  // Once a reader has moved it, a range shows its own value and no longer that of its attribute.
  if (old instanceof HTMLInputElement && old.value !== old.getAttribute('value')) {
    old.value = old.getAttribute('value') ?? '';
  }
}
