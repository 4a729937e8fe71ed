// Where the money went.

import { h } from './dom.js';
import { get, query } from './api.js';
import { rowChart } from './chart.js';
import { clock, phrase, symbol, tokens } from './format.js';
import { listPanel, panel } from './panel.js';
import { account, hex, jobLink, money, when } from './parts.js';

const SAMPLE = 200;
const COLUMNS = 24;
const BRIEF = 8;
const LEAST_COLUMN = 1000;

/** Kinds of flows and their names. */
const KINDS = [
  ['paid', 'Paid to providers'],
  ['fee', 'Fees of market nodes'],
  ['refunded', 'Refunded to consumers'],
  ['slashed', 'Slashed'],
  ['late_fee', 'Late fees'],
  ['burned', 'Burned'],
];

const kindLabel = (kind) => h('span', { class: `flow kind-${KINDS.some(([known]) => known === kind) ? kind : 'other'}` }, phrase(kind));

const perhaps = (value, make) => (value ? make(value) : '–');

/** Flows over time, each kind in a row of its own. */
export function flowChart(wide) {
  return panel({
    wide,
    title: 'Money flow',
    note: `What moved for good, in ${symbol()}; what is burned is part of a slash or late fee.`,
    aside: wide ? null : h('a', { class: 'more', href: '/money' }, 'All flows'),
    empty: 'No money has moved yet: it does when the first job is settled.',
    load: (signal) => get(query('/v1/flows', { limit: SAMPLE }), signal),
    show: ({ flows }) => {
      const dated = flows.filter((flow) => flow.time !== null);
      return dated.length === 0 ? null : kindChart(`The last ${dated.length} flows of money by kind`, KINDS, dated);
    },
  });
}

/** Flows over time, a row for each of the kinds [[kind, name]]; each flow has kind, amount and time. */
export const kindChart = (label, kinds, flows) =>
  rowChart({ label, rows: rowsOf(kinds, flows), columns: columnsOf(kinds, flows) });

function rowsOf(kinds, flows) {
  return kinds.map(([kind, name]) => {
    const own = flows.filter((flow) => flow.kind === kind);
    const total = own.reduce((sum, flow) => sum + BigInt(flow.amount), 0n);
    return { kind, name, total: own.length === 0 ? null : `${tokens(total)} in ${own.length}` };
  }).filter(({ total }) => total !== null);
}

function columnsOf(kinds, flows) {
  const times = flows.map((flow) => new Date(flow.time).getTime());
  const first = Math.min(...times);
  const span = Math.max(...times) - first + 1;
  const long = Math.max(span / COLUMNS, LEAST_COLUMN);
  const columns = Array.from({ length: Math.ceil(span / long) }, (_, i) => ({
    time: first + i * long,
    values: Object.fromEntries(kinds.map(([kind]) => [kind, 0n])),
  }));
  flows.forEach((flow, i) => {
    const { values } = columns[Math.floor((times[i] - first) / long)];
    if (Object.hasOwn(values, flow.kind)) {
      values[flow.kind] += BigInt(flow.amount);
    }
  });
  columns.forEach((column) => {
    const said = kinds.filter(([kind]) => column.values[kind] > 0n)
      .map(([kind, name]) => `${name.toLowerCase()} ${tokens(column.values[kind])}`);
    column.text = `${clock(column.time)} · ${said.join(', ') || 'nothing'}`;
  });
  return columns;
}

const flowList = () =>
  listPanel({
    title: 'Flows',
    note: `Newest first, in ${symbol()}.`,
    path: '/v1/flows',
    plural: 'flows',
    keyOf: (flow) => `${flow.transaction}/${flow.job}/${flow.kind}/${flow.account}/${flow.amount}`,
    wide: true,
    empty: 'No money has moved yet: it does when the first job is settled.',
    columns: [
      { name: 'When', cell: (flow) => when(flow.time, flow.block) },
      { name: 'What', cell: (flow) => kindLabel(flow.kind) },
      { name: 'Amount', number: true, cell: (flow) => money(flow.amount, true) },
      { name: 'Account', cell: (flow) => perhaps(flow.account, account) },
      { name: 'Job', cell: (flow) => perhaps(flow.job, jobLink) },
      { name: 'Transaction', cell: (flow) => hex(flow.transaction, 'the transaction') },
    ],
  });

const SHARES = [
  { name: 'To consumer', number: true, cell: (slash) => money(slash.toConsumer, true) },
  { name: 'To the court', number: true, cell: (slash) => money(slash.toCourt, true) },
  { name: 'Burned', number: true, cell: (slash) => money(slash.burned, true) },
];

/** Providers that lost a stake; in brief, without who got it. */
export const slashList = (brief) =>
  listPanel({
    title: 'Slashes',
    note: `Stakes lost for wrong results, in ${symbol()}.`,
    path: '/v1/slashes',
    plural: 'slashes',
    keyOf: (slash) => `${slash.transaction}/${slash.job}/${slash.provider}`,
    limit: brief ? BRIEF : undefined,
    wide: !brief,
    empty: 'Nobody was found wrong so far.',
    columns: [
      { name: 'When', cell: (slash) => when(slash.time, slash.block) },
      { name: 'Provider', cell: (slash) => account(slash.provider) },
      { name: 'Stake lost', number: true, cell: (slash) => h('strong', { class: 'bad' }, money(slash.stake, true)) },
      ...(brief ? [] : SHARES),
      { name: 'Job', cell: (slash) => jobLink(slash.job) },
      ...(brief ? [] : [{ name: 'Transaction', cell: (slash) => hex(slash.transaction, 'the transaction') }]),
    ],
  });

export function moneyPage() {
  const parts = [flowChart(true), slashList(), flowList()];
  return {
    title: 'Money',
    lead: 'Every payment, refund and slash, with its transaction.',
    parts,
    reloads: { flow: parts },
  };
}
