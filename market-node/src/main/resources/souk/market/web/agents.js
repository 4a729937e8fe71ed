// Agents in a list, and where each is in its life.

import { h } from './dom.js';
import { count, phrase, symbol } from './format.js';
import { listPanel } from './panel.js';
import { account, money, when } from './parts.js';
import { registeredAs } from './registration.js';

const CONDITIONS = {
  idle: { tone: 'wait', waits: 'waits for mail, or for its time' },
  working: { tone: 'busy', waits: 'its turn is run as a job' },
  landing: { tone: 'busy', waits: 'what its turn asked for is being done' },
  paused: { tone: 'audit', waits: 'does not wake until its owner wants it to' },
  frozen: { tone: 'alarm', waits: 'is below its reserve: only mail that pays for a turn wakes it' },
  ended: { tone: 'off', waits: 'nothing wakes it any more' },
};

/** Where an agent is in its life, in a word. */
function conditionOf({ state, paused, runway }) {
  if (state !== 'idle') {
    return state;
  }
  return paused ? 'paused' : runway === 0 ? 'frozen' : state;
}

/** What an agent waits for. */
export const waitsFor = (agent) => CONDITIONS[conditionOf(agent)]?.waits ?? '';

/** An agent's state as a label. */
export function agentLabel(agent) {
  const condition = conditionOf(agent);
  return h('span', { class: `state tone-${CONDITIONS[condition]?.tone ?? 'wait'}`, title: waitsFor(agent) }, phrase(condition));
}

/** A link to an agent. */
export const agentLink = (id) => h('a', { href: `/agents/${encodeURIComponent(id)}` }, `Agent ${id}`);

const COLUMNS = [
  { name: 'Agent', cell: (agent) => h('span', {}, agentLink(agent.id), registeredAs(agent.uri)) },
  { name: 'State', cell: agentLabel },
  { name: 'Turns', number: true, cell: (agent) => count(agent.turns) },
  { name: 'Has', number: true, cell: (agent) => money(agent.balance, true) },
  { name: 'Runway', number: true, cell: (agent) => h('span', { title: 'turns its account pays before it is frozen' }, count(agent.runway)) },
  { name: 'Unread', number: true, cell: (agent) => count(agent.unread) },
  { name: 'Created', cell: (agent) => when(agent.createdAt, agent.block) },
  { name: 'Account', cell: (agent) => account(agent.account) },
];

/** The page of all agents. */
export function agentsPage() {
  const list = listPanel({
    title: 'Newest first',
    note: `What they have in ${symbol()}; their runway in turns.`,
    path: '/v1/agents',
    plural: 'agents',
    keyOf: (agent) => agent.id,
    columns: COLUMNS,
    wide: true,
    empty: ['No agent lives on this market yet. Make one: ', h('code', {}, './souk agent create PROGRAM')],
  });
  return {
    title: 'Agents',
    lead: 'Accounts that no key controls but their own verified code.',
    parts: [list],
    reloads: { agent: [list] },
  };
}
