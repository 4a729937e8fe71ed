// The life of a job: its states, what each waits for, and the track that shows them.

import { h } from './dom.js';
import { phrase } from './format.js';
import { until } from './parts.js';

/** The stations every job passes. */
export const STATIONS = ['Posted', 'Matched', 'Committed', 'Drawn', 'Revealed', 'Settled'];

// station: the last one reached; waits: for what.
const STATES = {
  Open: { station: 0, tone: 'wait', waits: 'waits for a provider' },
  Running: { station: 1, tone: 'busy', waits: 'the provider runs it and commits' },
  Committed: { station: 2, tone: 'busy', waits: 'waits for the block that draws' },
  Clear: { station: 3, tone: 'busy', waits: 'not sampled: the provider reveals' },
  AuditCommit: { station: 3, tone: 'audit', waits: 'sampled: verifiers run it and commit' },
  AuditProviderReveal: { station: 3, tone: 'audit', waits: 'sampled: the provider reveals' },
  AuditReveal: { station: 3, tone: 'audit', waits: 'sampled: verifiers reveal' },
  Revealed: { station: 4, tone: 'busy', waits: 'may be challenged, then is paid' },
  Disputed: { station: 4, tone: 'alarm', waits: 'a jury decides what is right' },
  Settled: { station: 5, tone: 'done', waits: 'paid for the fuel it used', final: true },
  Refunded: { station: 5, tone: 'off', waits: 'the whole escrow went back', final: true },
  Void: { station: 5, tone: 'off', waits: 'nobody could decide; all money went back', final: true },
};
const UNKNOWN = { station: 0, tone: 'wait', waits: '' };

/** What is known of a job's state. */
export const stateOf = (job) => STATES[job.state?.name] ?? UNKNOWN;

/** Whether nothing follows any more. */
export const isFinal = (job) => Boolean(stateOf(job).final);

/** Names of states, for a choice. */
export const STATE_NAMES = Object.keys(STATES);

/** A job's state as a label: its shape differs with its tone, not only its colour. */
export function stateLabel(job) {
  const { tone, waits } = stateOf(job);
  return h('span', { class: `state tone-${tone}`, title: waits }, phrase(job.state?.name ?? 'unknown'));
}

/** When the state's exit may be called, counting down. */
export function exitLine(job) {
  const exit = job.exit ? h('small', {}, ` to ${phrase(job.exit).toLowerCase()}`) : null;
  if (job.deadline) {
    return h('span', { class: 'exit' }, until(job.deadline), exit);
  }
  return h('span', { class: 'exit' }, job.deadlineBlock ? `block ${job.deadlineBlock}` : '', exit);
}

/** The stations as a track: those behind filled, the one ahead open. */
export function track(job) {
  const { station, tone, waits } = stateOf(job);
  const said = `${STATIONS[station]}, station ${station + 1} of ${STATIONS.length}: ${waits}`;
  const stops = STATIONS.map((name, place) => {
    const end = place === STATIONS.length - 1 && isFinal(job);
    const kind = place === station ? 'here' : place < station && tone !== 'off' ? 'behind' : 'ahead';
    return h('span', { class: `stop ${kind}` }, h('i', {}), h('span', {}, end ? phrase(job.state.name) : name));
  });
  const going = isFinal(job) ? '' : ' going';
  return h('div', { class: `track tone-${tone}${going}`, role: 'img', 'aria-label': said }, stops);
}

/** The names of the stations, as the head of a list of tracks. */
export const stationNames = () =>
  h('div', { class: 'track names', 'aria-hidden': 'true' }, STATIONS.map((name) => h('span', {}, name)));
