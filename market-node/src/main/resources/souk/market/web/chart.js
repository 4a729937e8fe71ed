// Charts as SVG, drawn at the width they have. Values are BigInt; only places on the screen are not.

import { h, put, s } from './dom.js';
import { clock } from './format.js';

const LEFT = 62;
const RIGHT = 14;
const TOP = 12;
const BOTTOM = 24;
const ROW = 52;
const STEPS = 4n;
const FINE = 1_000_000n;

/**
 * A line, stepped or dotted, through points in time.
 *
 * @param label what it shows, in words
 * @param points [{time: ms, value: BigInt, text, mark: bool}] oldest first, at least one
 * @param scale value => text of an axis
 * @param kind 'step' or 'dots'
 */
export function lineChart({ label, points, scale, kind = 'step', height = 200 }) {
  return frame(label, height, points, (width) => {
    const most = points.reduce((high, point) => (point.value > high ? point.value : high), 1n);
    const axis = ticks(most);
    const x = timeScale(points, width);
    const y = (value) => TOP + share(axis.at(-1) - value, axis.at(-1)) * (height - TOP - BOTTOM);
    const places = points.map((point) => ({ x: x(point.time), y: y(point.value), point }));
    const path = places
      .map((place, i) => (i === 0 ? `M${at(place)}` : kind === 'step' ? `H${fix(place.x)}V${fix(place.y)}` : `L${at(place)}`))
      .join('');
    const end = `H${width - RIGHT}`;
    return {
      places,
      drawn: [
        axes(axis, scale, y, width),
        timeLabels(points, LEFT, width, height),
        kind === 'step' ? s('path', { class: 'area', d: `${path}${end}V${y(0n)}H${fix(places[0].x)}z` }) : null,
        s('path', { class: `line ${kind}`, d: kind === 'step' ? path + end : path }),
        places.filter(({ point }) => kind === 'dots' || point.mark).map(({ x: cx, y: cy, point }) =>
          point.mark
            ? s('path', { class: 'mark', d: `M${fix(cx)} ${fix(cy - 6)}l6 10.5h-12z` })
            : s('circle', { class: 'dot', cx: fix(cx), cy: fix(cy), r: 3 })),
      ],
    };
  });
}

/**
 * Columns over time, a row of them for each kind, every row with its own scale.
 *
 * @param rows [{kind, name, total: text}] from above
 * @param columns [{time: ms, text, values: {kind: BigInt}}] oldest first, at least one
 */
export function rowChart({ label, rows, columns }) {
  return frame(label, TOP + rows.length * ROW + BOTTOM, columns, (width) => {
    const room = (width - RIGHT - 2) / columns.length;
    const thick = Math.min(room * 0.72, 40);
    const places = columns.map((column, i) => ({ x: 2 + (i + 0.5) * room, point: column }));
    const drawn = rows.map(({ kind, name, total }, row) => {
      const base = TOP + (row + 1) * ROW - 4;
      const most = columns.reduce((high, { values }) => (values[kind] > high ? values[kind] : high), 1n);
      const tall = (value) => Math.max(share(value, most) * (ROW - 26), 1.5);
      return s('g', {},
        s('text', { class: 'row-name', x: 2, y: base - ROW + 19 }, name),
        s('text', { class: 'row-total', x: width - RIGHT, y: base - ROW + 19, 'text-anchor': 'end' }, total),
        s('path', { class: 'axis', d: `M2 ${base}H${width - RIGHT}` }),
        places.filter(({ point }) => point.values[kind] > 0n).map(({ x, point }) =>
          s('rect', { class: `bar kind-${kind}`, x: fix(x - thick / 2), width: fix(thick), y: fix(base - tall(point.values[kind])), height: fix(tall(point.values[kind])) })));
    });
    const height = TOP + rows.length * ROW + BOTTOM;
    return { places, drawn: [drawn, timeLabels(columns, 2, width, height)] };
  });
}

const fix = (number) => Number(number.toFixed(1));
const at = ({ x, y }) => `${fix(x)} ${fix(y)}`;
const share = (part, whole) => Number((part * FINE) / whole) / Number(FINE);

/** Values of an axis from 0 to at least the most: steps of 1, 2 or 5 times a power of ten. */
function ticks(most) {
  const rough = most / STEPS + (most % STEPS === 0n ? 0n : 1n);
  let step = 1n;
  for (let size = 1n; step < rough; size *= 10n) {
    step = [size, 2n * size, 5n * size, 10n * size].find((candidate) => candidate >= rough) ?? step;
  }
  const values = [];
  for (let value = 0n; value < most + step; value += step) {
    values.push(value);
  }
  return values;
}

function timeScale(points, width) {
  const first = points[0].time;
  const long = Math.max(points.at(-1).time - first, 1);
  return (time) => LEFT + ((time - first) / long) * (width - LEFT - RIGHT);
}

const axes = (values, scale, y, width) =>
  values.map((value) => [
    s('path', { class: value === 0n ? 'axis' : 'grid', d: `M${LEFT} ${fix(y(value))}H${width - RIGHT}` }),
    s('text', { class: 'scale', x: LEFT - 8, y: fix(y(value) + 4), 'text-anchor': 'end' }, scale(value)),
  ]);

function timeLabels(points, left, width, height) {
  const label = (point, x, anchor) =>
    s('text', { class: 'scale', x, y: height - 6, 'text-anchor': anchor }, clock(point.time));
  const [first, last] = [points[0], points.at(-1)];
  return [
    label(first, left, 'start'),
    last.time === first.time ? null : label(last, width - RIGHT, 'end'),
  ];
}

function frame(label, height, points, draw) {
  const tip = h('p', { class: 'tip', 'aria-live': 'polite' }, '');
  const svg = s('svg', { class: 'chart', height, tabindex: 0, role: 'img', 'aria-label': `${label}. Arrow keys move through the points.` });
  const cursor = s('path', { class: 'cursor', d: '' });
  const root = h('figure', { class: 'figure' }, svg, tip);
  let places = [];
  let chosen = null;

  function redraw() {
    const width = Math.floor(root.clientWidth);
    if (width > 0) {
      svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
      svg.setAttribute('width', width);
      const drawing = draw(width);
      places = drawing.places;
      put(svg, drawing.drawn, cursor);
      choose(chosen);
    }
  }

  function choose(place) {
    chosen = place === null ? null : Math.min(Math.max(place, 0), places.length - 1);
    const there = places[chosen];
    tip.textContent = there ? there.point.text : (points.at(-1)?.text ?? '');
    cursor.setAttribute('d', there ? `M${fix(there.x)} ${TOP}V${height - BOTTOM}` : '');
  }

  svg.addEventListener('pointermove', (event) => {
    const x = event.clientX - svg.getBoundingClientRect().left;
    const near = places.reduce((best, place, i) =>
      (best < 0 || Math.abs(place.x - x) < Math.abs(places[best].x - x) ? i : best), -1);
    choose(near);
  });
  svg.addEventListener('pointerleave', () => choose(null));
  svg.addEventListener('blur', () => choose(null));
  svg.addEventListener('keydown', (event) => {
    const move = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (move) {
      event.preventDefault();
      choose((chosen ?? (move < 0 ? places.length : -1)) + move);
    }
  });
  new ResizeObserver(redraw).observe(root);
  return root;
}
