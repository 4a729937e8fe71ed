// How often jobs are audited, and why.

import { h } from './dom.js';
import { get, query } from './api.js';
import { lineChart } from './chart.js';
import { clock, count, decimal, parseDecimal, percent, short, symbol, tokens } from './format.js';
import { panel } from './panel.js';
import { account, at, facts, money } from './parts.js';

const RATE_DECIMALS = 6;
const POINTS = 200;

const perCent = (millionths) => `${decimal(millionths, RATE_DECIMALS - 2).replace(/\.?0+$/, '')} %`;

const load = (signal) => get(query('/v1/sampling', { limit: POINTS }), signal);

/** Points of a chart, oldest first. */
const oldestFirst = (points, wanted, make) =>
  points.filter((point) => point.time !== null && wanted(point)).reverse()
    .map((point) => ({ time: new Date(point.time).getTime(), ...make(point) }));

/** The least sampling rate over time, with the faults that raised it. */
export function floorChart() {
  return panel({
    title: 'Sampling floor',
    note: 'The least rate at which any job is audited. A proven fault (▲) raises it.',
    empty: 'No job has been audited yet: the floor moves with the first.',
    load,
    show: ({ floor, points }) => {
      const line = oldestFirst(points, () => true, (point) => ({
        value: parseDecimal(point.floor, RATE_DECIMALS),
        mark: point.faultOf !== null,
        text: `${percent(point.floor)} · ${point.faultOf ? `fault of ${short(point.faultOf)}` : 'an audit passed'} · ${clock(point.time)}`,
      }));
      return line.length === 0 ? null : lineChart({
        label: `Least sampling rate over time, now ${percent(floor)}`,
        scale: perCent,
        points: line,
      });
    },
  });
}

/** The slow mean of audited settled prices, by which rewards are worked out. */
function meanChart() {
  return panel({
    title: 'Mean price',
    note: `Slow mean of audited settled prices, in ${symbol()} per 10⁹ fuel: verifiers' rewards follow it.`,
    empty: 'No audited job has been paid yet.',
    load,
    show: ({ meanPrice, points }) => {
      const line = oldestFirst(points, (point) => point.meanPrice !== null, (point) => ({
        value: BigInt(point.meanPrice),
        text: `${tokens(point.meanPrice)} ${symbol()} · ${clock(point.time)}`,
      }));
      return line.length === 0 ? null : lineChart({
        label: `Mean of audited settled prices over time, now ${tokens(meanPrice)} ${symbol()}`,
        scale: tokens,
        points: line,
      });
    },
  });
}

function nowPart() {
  return panel({
    title: 'Now',
    load,
    empty: '',
    show: ({ floor, meanPrice, members, points }) => facts([
      ['Least rate of any job', percent(floor)],
      ['Mean price', money(meanPrice)],
      ['Verifiers to draw from', count(members)],
      ['Last fault', lastFault(points)],
    ]),
  });
}

function lastFault(points) {
  const fault = points.find((point) => point.faultOf !== null);
  return fault ? h('span', {}, account(fault.faultOf), ' ', at(fault.time, fault.block)) : 'none';
}

export function samplingPage() {
  const parts = [floorChart(), meanChart(), nowPart()];
  return {
    title: 'Sampling',
    lead: 'A job is audited at the least rate that makes cheating lose money.',
    parts,
    reloads: { flow: parts },
  };
}
