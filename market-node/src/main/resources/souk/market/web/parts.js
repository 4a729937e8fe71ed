// The small things every page is made of.

import { h, s, ticking } from './dom.js';
import { clock, duration, exactTime, exactTokens, relative, short, symbol, tokens } from './format.js';
import { live } from './live.js';

/** An amount in token units, the exact one as its tooltip. */
export const money = (units, bare) =>
  h('span', { class: 'money', title: exactTokens(units) }, tokens(units), bare ? null : h('small', {}, ` ${symbol()}`));

/** How long ago, the exact time as its tooltip; the block where the time is not known. */
export const when = (time, block) =>
  time
    ? ticking(h('time', { datetime: time, title: exactTime(time) }), () => relative(time, live.now()))
    : h('span', {}, `block ${block}`);

/** The time of day; the block where the time is not known. */
export const at = (time, block) =>
  time ? h('time', { datetime: time, title: exactTime(time) }, clock(time)) : h('span', {}, `block ${block}`);

/** What is left until a time, and what can happen after it. */
export function until(time) {
  const element = h('time', { datetime: time, title: exactTime(time), class: 'until' });
  return ticking(element, () => {
    const left = new Date(time).getTime() - live.now();
    element.classList.toggle('past', left <= 0);
    return left > 0 ? duration(left) : `due for ${duration(-left)}`;
  });
}

/** A button that copies a text. */
export function copy(text, what) {
  const button = h('button', { type: 'button', class: 'copy', title: `Copy ${what}`, 'aria-label': `Copy ${what}` });
  const icon = s(
    'svg',
    { viewBox: '0 0 16 16', width: 14, height: 14, 'aria-hidden': 'true' },
    s('path', { d: 'M5.5 5.5v-3h8v8h-3m-8-5h8v8h-8z', fill: 'none', stroke: 'currentColor', 'stroke-width': 1.3 }),
  );
  button.append(icon);
  button.addEventListener('click', async () => {
    const done = await toClipboard(text);
    button.dataset.done = done ? 'copied' : 'press Ctrl+C';
    button.setAttribute('aria-label', done ? `Copied ${what}` : `Cannot copy ${what}`);
    setTimeout(() => {
      delete button.dataset.done;
      button.setAttribute('aria-label', `Copy ${what}`);
    }, 1500);
  });
  return button;
}

async function toClipboard(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false; // not allowed here
  }
}

/** Hexadecimal text, shortened, to be copied whole. */
export const hex = (text, what) =>
  h('span', { class: 'hex' }, h('code', { title: String(text) }, short(text)), copy(String(text), what));

/** A link to a job. */
export const jobLink = (id) =>
  h('a', { class: 'hex', href: `/jobs/${encodeURIComponent(id)}`, title: String(id) }, h('code', {}, short(id)));

/** A link to an account, with its tile. */
export const account = (address) =>
  h(
    'a',
    { class: 'hex account', href: `/accounts/${encodeURIComponent(address)}`, title: String(address) },
    tile(address),
    h('code', {}, short(address)),
  );

/**
 * A tile as on a market's wall, drawn from an address: the same account has the same one
 * everywhere. It helps the eye; the address is what counts.
 */
export function tile(address) {
  const digits = String(address).replace(/^0x/, '').padEnd(12, '0');
  const nibble = (place) => parseInt(digits[place], 16) || 0;
  const shapes = ['M0 0H4V4z', 'M0 0V4H4z', 'M0 4A4 4 0 0 1 4 0V4z', 'M0 0H4L2 2z', 'M4 0V4L2 2z'];
  const first = nibble(0) % 5;
  const layers = [
    { path: shapes[(nibble(1) + nibble(2)) % shapes.length], colour: first },
    { path: shapes[(nibble(3) + nibble(4)) % 3] + shapes[3 + (nibble(5) % 2)], colour: (first + 1 + (nibble(6) % 4)) % 5, size: 0.5 },
  ];
  const quarter = (turn) =>
    s('g', { transform: `rotate(${turn * 90} 5 5)` }, layers.map(({ path, colour, size = 1 }) =>
      s('path', { d: path, class: `tile-${colour}`, transform: `translate(${5 - 4 * size} ${5 - 4 * size}) scale(${size})` })));
  return s(
    'svg',
    { class: 'tile', viewBox: '0 0 10 10', width: 18, height: 18, 'aria-hidden': 'true' },
    [0, 1, 2, 3].map(quarter),
  );
}

/** Names and values; those that are null are left out. */
export const facts = (pairs) =>
  h(
    'dl',
    { class: 'facts' },
    pairs
      .filter(([, value]) => value !== null && value !== undefined)
      .map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value))),
  );

/**
 * A table whose rows can be updated.
 *
 * @param columns [{name, cell: item => content, number: bool}]
 */
export function table(caption, columns) {
  const body = h('tbody', {});
  const head = columns.map((column) =>
    h('th', { scope: 'col', class: column.number ? 'number' : null }, column.name));
  const root = h(
    'div',
    { class: 'table-frame', tabindex: 0, role: 'region', 'aria-label': caption },
    h('table', {}, h('caption', { class: 'hidden' }, caption), h('thead', {}, h('tr', {}, head)), body),
  );
  const row = (item) =>
    h('tr', {}, columns.map((column) =>
      h('td', { class: column.number ? 'number' : null, 'data-name': column.name }, column.cell(item))));
  return { root, body, row };
}

/** Hands the person bytes to keep as a file. */
export function save(bytes, type, name) {
  const url = URL.createObjectURL(new Blob([bytes], { type }));
  h('a', { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
