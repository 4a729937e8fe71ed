// Jobs in a list, live and past.

import { h, keyed } from './dom.js';
import { get, query } from './api.js';
import { count, fuel, phrase, symbol } from './format.js';
import { STATE_NAMES, exitLine, isFinal, stateLabel, stateOf, stationNames, track } from './life.js';
import { listPanel, panel, putFirstOrInPlace } from './panel.js';
import { account, jobLink, money, when } from './parts.js';

const SHOWN = 40;
const LINGER = 30_000;

/** Live jobs, each with its track; one that ends stays for a moment, so that its end is seen. */
export function liveJobs() {
  const jobs = new Map();
  const list = h('ol', { class: 'lanes' });
  const content = h('div', {}, h('div', { class: 'lane head' }, stationNames()), list);
  const part = panel({
    title: 'Live jobs',
    note: 'Every state has one deadline, and an exit anybody may call after it.',
    aside: h('a', { class: 'more', href: '/jobs' }, 'All jobs'),
    wide: true,
    empty: ['No job is under way. Post one: ', h('code', {}, './souk job run PROGRAM.wasm')],
    load: (signal) => get(query('/v1/jobs', { limit: 200 }), signal),
    take: (document) => {
      jobs.clear();
      document.jobs.filter((job) => !isFinal(job)).forEach((job) => jobs.set(job.id, job));
    },
    show: () => {
      keyed(list, [...jobs.values()].slice(0, SHOWN), (job) => job.id, lane);
      return jobs.size === 0 ? null : content;
    },
  });
  part.update = (job) => {
    if (!jobs.has(job.id) && isFinal(job)) {
      return;
    }
    putFirstOrInPlace(jobs, job.id, job);
    part.draw();
    if (isFinal(job)) {
      setTimeout(() => {
        jobs.delete(job.id);
        part.draw();
      }, LINGER);
    }
  };
  return part;
}

function lane(job) {
  return h(
    'li',
    { class: 'lane', 'data-job': job.id, 'data-state': job.state.name },
    h('div', { class: 'lane-name' }, jobLink(job.id), attempt(job)),
    h('div', { class: 'lane-track' }, track(job)),
    h('div', { class: 'lane-state' }, stateLabel(job)),
    h('div', { class: 'lane-exit' }, exitLine(job)),
    h('p', { class: 'lane-waits' }, h('span', {}, stateOf(job).waits), job.provider ? account(job.provider) : null),
  );
}

const attempt = (job) => (job.attempt > 0 ? h('small', { class: 'attempt' }, `attempt ${job.attempt + 1}`) : null);

const ceiling = (job) => job.price ?? job.spec.priceCeiling;

const atMost = (known) => (known ? null : h('small', {}, 'at most '));

const COLUMNS = [
  { name: 'Job', cell: (job) => [jobLink(job.id), attempt(job)] },
  { name: 'State', cell: stateLabel },
  { name: 'Exit', cell: exitLine },
  { name: 'Posted', cell: (job) => when(job.spec.postedAt) },
  { name: 'Consumer', cell: (job) => account(job.spec.consumer) },
  { name: 'Provider', cell: (job) => (job.provider ? account(job.provider) : '–') },
  { name: 'Price', number: true, cell: (job) => [atMost(job.price), money(ceiling(job), true)] },
  { name: 'Fuel', number: true, cell: (job) => h('span', { title: count(job.fuelUsed ?? job.spec.fuelLimit) },
    atMost(job.fuelUsed), fuel(job.fuelUsed ?? job.spec.fuelLimit)) },
];

/** Jobs that answer to the parameters, newest first, a page at a time. */
export function jobList(title, parameters, empty) {
  const shows = (job) =>
    (!parameters.consumer || job.spec.consumer === parameters.consumer)
    && (!parameters.provider || job.provider === parameters.provider)
    && (!parameters.state || job.state.name === parameters.state);
  const part = listPanel({
    title,
    note: `Prices are in ${symbol()} per 10⁹ fuel.`,
    path: '/v1/jobs',
    parameters,
    plural: 'jobs',
    keyOf: (job) => job.id,
    columns: COLUMNS,
    empty,
    wide: true,
  });
  const update = part.update;
  part.update = (job) => shows(job) && update(job);
  return part;
}

/** The page of all jobs. */
export function jobsPage({ search, go }) {
  const state = STATE_NAMES.find((name) => name === search.get('state')) ?? '';
  const choice = h(
    'select',
    { id: 'state', onchange: () => go(query('/jobs', { state: choice.value })) },
    h('option', { value: '' }, 'any state'),
    STATE_NAMES.map((name) => h('option', { value: name, selected: name === state }, phrase(name))),
  );
  const list = jobList('Newest first', { state }, state
    ? 'No job is in this state. Choose another.'
    : ['No job has been posted yet. Post one: ', h('code', {}, './souk job run PROGRAM.wasm')]);
  return {
    title: 'Jobs',
    lead: 'Every job this node has seen.',
    controls: h('p', { class: 'controls' }, h('label', { for: 'state' }, 'State '), choice),
    parts: [list],
    on: { job: list.update },
  };
}
