// One account: its record as a provider or verifier, and its jobs.

import { agentLabel, agentLink } from './agents.js';
import { find, get, query } from './api.js';
import { h } from './dom.js';
import { short } from './format.js';
import { jobList } from './jobs.js';
import { panel } from './panel.js';
import { facts, hex, money, tile } from './parts.js';
import { providerFacts } from './records.js';

const MOST_PAGES = 20;

/** The page of one account. */
export function accountPage({ address }) {
  const record = panel({
    title: 'As a provider',
    load: (signal) => find(`/v1/providers/${encodeURIComponent(address)}`, signal).then((found) => ({ found })),
    show: ({ found }) => found && providerFacts(found),
    empty: 'It never bonded as a provider.',
  });
  const seat = panel({
    title: 'As a verifier',
    load: (signal) => verifier(address, signal).then((found) => ({ found })),
    show: ({ found }) => found && facts([
      ['Weight', found.weight],
      ['Free stake', money(found.free)],
      ['Locked', money(found.locked)],
    ]),
    empty: 'It never bonded as a verifier.',
  });
  const agent = panel({
    title: 'As an agent',
    load: (signal) => get(query('/v1/agents', { account: address }), signal),
    show: ({ agents }) => agents.length === 0 ? null : facts(agents.flatMap((it) => [
      ['Is', agentLink(it.id)],
      ['State', agentLabel(it)],
      ['Has', money(it.balance)],
    ])),
    empty: 'It is no agent’s.',
  });
  const posted = jobList('Jobs it posted', { consumer: address }, 'It posted none.');
  const ran = jobList('Jobs it ran', { provider: address }, 'It ran none.');
  return {
    title: `Account ${short(address)}`,
    heading: h('h1', {}, tile(address), ' Account ', hex(address, 'the address')),
    parts: [record, seat, agent, posted, ran],
    on: {
      job: (job) => {
        posted.update(job);
        ran.update(job);
      },
    },
    reloads: { flow: [record, seat], agent: [agent] },
  };
}

async function verifier(address, signal) {
  let after = null;
  for (let page = 0; page < MOST_PAGES; page++) {
    const { verifiers, next } = await get(query('/v1/verifiers', { after }), signal);
    const found = verifiers.find((record) => record.address.toLowerCase() === address.toLowerCase());
    after = next;
    if (found || !after) {
      return found ?? null;
    }
  }
  return null;
}
