// An agent's money: what came into its account and went out of it, to the unit.

import { h } from './dom.js';
import { exactTokens, exactly, symbol } from './format.js';
import { kindChart } from './money.js';

const KINDS = [
  ['mail', 'Came with mail'],
  ['turns', 'Turns and tips'],
  ['given', 'Paid and sent'],
  ['children', 'Children'],
  ['left', 'Left to its heir'],
];
const GIVING = { pay: 'given', send: 'given', spawn: 'children', end: 'left' };

/** What moved: in is positive, out negative. */
function* moves({ agent, turns, messages }) {
  for (const message of messages) {
    yield ['mail', BigInt(message.postage), message.time];
    if (message.notice?.child) {
      yield ['children', BigInt(message.notice.child.refunded), message.time];
    }
  }
  for (const turn of turns) {
    const time = turn.endTime ?? turn.time;
    const isRead = turn.outcome === 'landed' || turn.outcome === 'landing';
    const isTipped = turn.outcome === 'landed' || turn.outcome === 'trapped';
    yield ['mail', isRead ? BigInt(turn.value) : 0n, time];
    yield ['turns', BigInt(turn.refunded ?? 0) - BigInt(turn.escrow) - (isTipped ? 2n * BigInt(agent.terms.tip) : 0n), time];
    for (const { kind, amount, refused } of turn.effects) {
      if (!refused && Object.hasOwn(GIVING, kind)) {
        yield [GIVING[kind], -BigInt(amount), time];
      }
    }
  }
}

/** A chart and a table of it; what is not in the turns and messages at hand is told in one line. */
export function ledger(life) {
  const flows = [...moves(life)].filter(([, amount]) => amount !== 0n);
  const sum = (wanted) => flows.filter(wanted).reduce((total, [, amount]) => total + amount, 0n);
  const balance = BigInt(life.agent.balance);
  const rest = balance - sum(() => true);
  const rows = KINDS.map(([kind, name]) => ({
    name,
    into: sum(([of, amount]) => of === kind && amount > 0n),
    out: -sum(([of, amount]) => of === kind && amount < 0n),
  })).filter(({ into, out }) => into + out > 0n);
  rows.push({
    name: life.isWhole ? 'Put in, at its creation or later' : 'Before that, or put in',
    into: rest > 0n ? rest : 0n,
    out: rest < 0n ? -rest : 0n,
  });
  const drawn = flows.filter(([, , time]) => time !== null)
    .filter(([kind, amount]) => (kind === 'mail') === (amount > 0n))
    .map(([kind, amount, time]) => ({ kind, amount: amount < 0n ? -amount : amount, time }));
  return h('div', {},
    drawn.length === 0 ? null : kindChart('Money in and out over time', KINDS, drawn),
    h('div', { class: 'table-frame' },
      h('table', { class: 'ledger' },
        h('caption', { class: 'hidden' }, `Money in and out, in ${symbol()}`),
        h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'What'), ['In', 'Out'].map((name) => h('th', { scope: 'col', class: 'number' }, name)))),
        h('tbody', {}, rows.map(row)),
        h('tfoot', {}, row({ name: 'In the account now', into: balance, out: null })))));
}

const cell = (name, amount) =>
  h('td', { class: 'number', 'data-name': name, title: amount === null ? null : exactTokens(amount) }, amount === null ? null : exactly(amount));

const row = ({ name, into, out }) =>
  h('tr', {}, h('th', { scope: 'row' }, name), cell('In', into), cell('Out', out));
