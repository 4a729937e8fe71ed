// Makes and updates elements. What the API says only ever becomes text.

const SVG = 'http://www.w3.org/2000/svg';

/** An HTML element: attributes, listeners (`onclick`), children that are elements or text. */
export function h(name, attributes, ...children) {
  return fill(document.createElement(name), attributes, children);
}

/** An SVG element. */
export function s(name, attributes, ...children) {
  return fill(document.createElementNS(SVG, name), attributes, children);
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (typeof value === 'function') {
      element.addEventListener(name.slice(2), value);
    } else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? '' : String(value));
    }
  }
  element.append(...present(children));
  return element;
}

const present = (children) =>
  children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false);

/** Puts these children in place of all others. */
export function put(parent, ...children) {
  parent.replaceChildren(...present(children));
  return parent;
}

/**
 * Makes the children of a parent those of a list. A child whose item has not changed stays the
 * element it is, so that focus and selection survive an update.
 */
export function keyed(parent, items, keyOf, make) {
  const keys = new Set(items.map(keyOf));
  [...parent.children].filter((child) => !keys.has(child.itemKey)).forEach((child) => child.remove());
  const old = new Map([...parent.children].map((child) => [child.itemKey, child]));
  let place = parent.firstElementChild;
  for (const item of items) {
    const key = keyOf(item);
    const version = JSON.stringify(item);
    let child = old.get(key);
    if (child?.itemVersion !== version) {
      const made = Object.assign(make(item), { itemKey: key, itemVersion: version });
      place = child && child === place ? made : place;
      child?.replaceWith(made);
      child = made;
    }
    if (child === place) {
      place = place.nextElementSibling;
    } else {
      parent.insertBefore(child, place);
    }
  }
}

/** An element whose text is computed anew every second. */
export function ticking(element, text) {
  element.dataset.ticks = '';
  element.tick = () => {
    const now = text();
    if (element.textContent !== now) {
      element.textContent = now;
    }
  };
  element.tick();
  return element;
}

/** Updates every ticking element of the page. */
export function tickAll() {
  document.querySelectorAll('[data-ticks]').forEach((element) => element.tick());
}

/** Calls at most once per interval, the last call always. */
export function throttled(milliseconds, call) {
  let timer = null;
  let again = false;
  return function request() {
    if (timer !== null) {
      again = true;
      return;
    }
    call();
    timer = setTimeout(() => {
      timer = null;
      if (again) {
        again = false;
        request();
      }
    }, milliseconds);
  };
}
