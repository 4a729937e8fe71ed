// A part of a page that loads, may fail, may be empty, and is brought up to date.

import { h, keyed, put } from './dom.js';
import { table } from './parts.js';
import { get, query } from './api.js';

const PAGE = 50;

/**
 * A part of a page.
 *
 * @param load signal => document
 * @param take document => keeps what is wanted of it, before it is shown
 * @param show document => content; null where there is nothing to show
 * @param empty what to say, and do, where there is nothing
 */
export function panel({ title, note, load, take, show, empty, aside = null, wide = false }) {
  const body = h('div', { class: 'panel-body', 'aria-busy': 'true' }, h('p', { class: 'loading' }, 'Loading…'));
  const trouble = h('div', { role: 'alert', class: 'trouble', hidden: true });
  const root = h(
    'section',
    { class: wide ? 'panel wide' : 'panel' },
    h('header', { class: 'panel-head' }, h('h2', {}, title), note ? h('p', { class: 'note' }, note) : null, aside),
    trouble,
    body,
  );
  let running = null;
  let last = null;

  async function reload() {
    running?.abort();
    const own = new AbortController();
    running = own;
    try {
      const document = await load(own.signal);
      if (!own.signal.aborted) {
        trouble.hidden = true;
        take?.(document);
        last = document;
        draw();
      }
    } catch (error) {
      if (!own.signal.aborted) {
        fail(error);
      }
    }
  }

  function draw() {
    body.removeAttribute('aria-busy');
    const content = last === null ? null : show(last);
    if (content === null) {
      put(body, h('p', { class: 'empty' }, empty));
    } else if (content !== body.firstElementChild || body.childElementCount !== 1) {
      put(body, content);
    }
  }

  function fail(error) {
    body.removeAttribute('aria-busy');
    body.querySelector('.loading')?.remove();
    trouble.hidden = false;
    put(
      trouble,
      h('p', {}, `${title}: ${error.message}`),
      h('button', { type: 'button', class: 'quiet', onclick: reload }, 'Try again'),
    );
  }

  return {
    root,
    reload,
    /** Shows again what it has; nothing before it has loaded. */
    draw: () => last !== null && draw(),
    close: () => running?.abort(),
  };
}

/**
 * A part that is a table of what a list of the API has, a page at a time.
 *
 * @param path of the list
 * @param plural name of the list in its document
 * @param keyOf item => its id
 * @param limit how many to show, and no more; without it, pages of them
 */
export function listPanel({ path, parameters = {}, plural, columns, keyOf, limit, ...rest }) {
  const items = new Map();
  const view = table(rest.title, columns);
  let next = null;
  const further = h('button', { type: 'button', class: 'quiet further', hidden: true, onclick: readOn }, 'Show more');
  const content = h('div', {}, view.root, further);

  function append(document) {
    document[plural].forEach((item) => items.set(keyOf(item), item));
    next = document.next ?? null;
  }

  const part = panel({
    ...rest,
    load: (signal) => get(query(path, { ...parameters, limit: limit ?? PAGE }), signal),
    take: (document) => {
      items.clear();
      append(document);
    },
    show: () => {
      keyed(view.body, [...items.values()].slice(0, limit), keyOf, view.row);
      further.hidden = next === null || limit !== undefined;
      return items.size === 0 ? null : content;
    },
  });

  async function readOn() {
    further.disabled = true;
    try {
      append(await get(query(path, { ...parameters, limit: PAGE, after: next })));
      further.textContent = 'Show more';
      part.draw();
    } catch (error) {
      further.textContent = `${error.message}: try again`;
    }
    further.disabled = false;
  }

  /** Puts one item in: in the place it has, else first. */
  part.update = (item) => {
    putFirstOrInPlace(items, keyOf(item), item);
    part.draw();
  };
  return part;
}

/** Sets an entry of a map: in the place it has, else before all others. */
export function putFirstOrInPlace(map, key, value) {
  if (!map.has(key)) {
    const others = [...map];
    map.clear();
    map.set(key, value);
    others.forEach(([k, v]) => map.set(k, v));
  }
  map.set(key, value);
}
