// One job: what happened, what comes next, and its result.

import { h, put } from './dom.js';
import { blob, find, get } from './api.js';
import { cidOf } from './digest.js';
import { count, duration, fuel, percentOf64, phrase, short } from './format.js';
import { exitLine, isFinal, stateLabel, stateOf, track } from './life.js';
import { panel } from './panel.js';
import { preview } from './preview.js';
import { account, at, facts, hex, money, save } from './parts.js';

const HASH = /^0x[0-9a-f]{64}$/i;
const ADDRESS = /^0x[0-9a-f]{40}$/i;
const TIME = /^\d{4}-\d\d-\d\dT/;
const NUMBER = /^\d+$/;
const CID = /^bafkrei[a-z2-7]{52}$/;
const MONEY = new Set([
  'amount', 'bond', 'earned', 'fee', 'funded', 'funding', 'gained', 'lock', 'lost', 'paid', 'price', 'refunded',
  'returned', 'rewardPrice', 'stake', 'toConsumer', 'toCourt', 'toProvider', 'toSink',
]);
const SHOWN = new Set([
  ...MONEY, 'blamed', 'deadline', 'engine', 'exitStatus', 'fuelUsed', 'held', 'jurors', 'sampled', 'verifiers', 'outputDigest',
]);
const NOTHING = /^(|0x0*|1970-01-01T00:00:00Z)$/;

/** The page of one job. */
export function jobPage({ id }) {
  const path = `/v1/jobs/${encodeURIComponent(id)}`;
  let job = null;
  const head = panel({
    title: 'Where it stands',
    wide: true,
    load: (signal) => get(path, signal),
    take: (document) => {
      job = document;
      relate();
    },
    show: standing,
    empty: '',
  });
  const steps = panel({
    title: 'Steps',
    note: 'Everything the contracts logged about this job, oldest first.',
    load: (signal) => get(`${path}/steps`, signal),
    show: (document) => document.steps.length === 0 ? null
      : h('ol', { class: 'steps' }, document.steps.map((step, i) => stepItem(step, document.steps[i - 1]))),
    empty: 'Nothing of it is on chain yet.',
  });
  const why = panel({
    title: 'Why it is not matched yet',
    wide: true,
    load: (signal) => find(`${path}/explain`, signal),
    show: explanation,
    empty: 'The node has no answer any more.',
  });
  const result = resultPart(id);
  const order = h('div', { class: 'panel-body' });

  function relate() {
    why.root.hidden = job.state.name !== 'Open';
    if (!why.root.hidden) {
      why.reload();
    }
    result.tell(job);
    put(order, orderFacts(job));
  }
  why.root.hidden = true;

  return {
    title: `Job ${short(id)}`,
    heading: h('h1', {}, 'Job ', hex(id, 'the id of the job')),
    parts: [head, why, h('div', { class: 'column' }, result.root, section('Order', order)), steps],
    loads: [head, steps],
    on: {
      job: (told) => {
        if (told.id === id) {
          head.reload();
          steps.reload();
        }
      },
      offer: () => job?.state.name === 'Open' && why.reload(),
    },
  };
}

const section = (title, ...content) =>
  h('section', { class: 'panel' }, h('header', { class: 'panel-head' }, h('h2', {}, title)), content);

function standing(job) {
  return h(
    'div',
    { class: 'standing', 'data-state': job.state.name },
    track(job),
    h('div', { class: 'standing-words' },
      h('p', { class: 'standing-state' }, stateLabel(job), h('span', {}, stateOf(job).waits)),
      isFinal(job) ? null : h('p', { class: 'standing-exit' }, h('span', {}, 'Deadline '), exitLine(job))),
    facts([
      ['Provider', job.provider ? account(job.provider) : null],
      ['Attempt', String(job.attempt + 1)],
      ['Price per 10⁹ fuel', job.price ? money(job.price) : null],
      ['Fuel used', job.fuelUsed ? h('span', { title: count(job.fuelUsed) }, fuel(job.fuelUsed)) : null],
      ['As of block', count(job.readAtBlock)],
    ]),
  );
}

function orderFacts({ spec }) {
  return facts([
    ['Consumer', account(spec.consumer)],
    ['Posted', at(spec.postedAt)],
    ['Kind', phrase(spec.kind) + (spec.turnLimit > 0 ? `, at most ${spec.turnLimit} turns` : '')],
    ['Pays at most', h('span', {}, money(spec.priceCeiling), h('small', {}, ' per 10⁹ fuel'))],
    ['Fuel limit', h('span', { title: count(spec.fuelLimit) }, fuel(spec.fuelLimit))],
    ['Memory', `${count(spec.memoryLimit / 16)} MiB`],
    ['Value at risk', money(spec.valueAtRisk)],
    ['Module', cid(spec.module, 'the module')],
    ['Input', cid(spec.input, 'the input')],
    ['Mounted files', cid(spec.mounts, 'the mounted files')],
    ['Arguments', cid(spec.arguments, 'the arguments')],
    ['Last start', at(spec.latestFinish)],
    ['Output', spec.outputKey ? 'encrypted to the consumer first' : null],
  ]);
}

const cid = (digest, what) => (digest ? hex(digest, `the CID of ${what}`) : null);

function stepItem(step, before) {
  const later = before?.time && step.time ? new Date(step.time) - new Date(before.time) : 0;
  return h(
    'li',
    { class: `step step-${/^[a-z_]+$/.test(step.kind) ? step.kind : 'other'}`, 'data-kind': step.kind },
    h('div', { class: 'step-head' },
      h('strong', {}, phrase(step.kind)),
      step.attempt === null ? null : h('small', { class: step.attempt > 0 ? 'attempt' : 'attempt first' }, `attempt ${step.attempt + 1}`),
      step.by ? account(step.by) : null),
    h('p', { class: 'step-where' },
      at(step.time, step.block),
      later >= 1000 ? h('span', {}, `${duration(later)} later`) : null,
      h('span', {}, `block ${step.block}`),
      h('span', { class: 'step-tx' }, 'tx ', hex(step.transaction, 'the hash of the transaction'))),
    details(step),
  );
}

/** What an event says beside the above: what people ask for first, the rest to be opened. */
function details(step) {
  const fields = Object.entries(step.details)
    .map(([path, text]) => [path.split('.').at(-1), String(text)])
    .filter(([name, text]) => !NOTHING.test(text) && name !== 'attempt' && text !== step.by);
  const pairs = (wanted) => fields.filter(([name]) => SHOWN.has(name) === wanted).map(([name, text]) => [phrase(name), detail(name, text)]);
  const rest = pairs(false);
  return [
    facts(pairs(true)),
    rest.length === 0 ? null : h('details', {}, h('summary', {}, `${rest.length} more`), facts(rest)),
  ];
}

function detail(name, text) {
  if (HASH.test(text)) {
    return hex(text, phrase(name).toLowerCase());
  }
  if (text.split(' ').every((word) => ADDRESS.test(word))) {
    return h('span', { class: 'many' }, text.split(' ').map(account));
  }
  if (TIME.test(text)) {
    return at(text);
  }
  if (NUMBER.test(text)) {
    return number(name, text);
  }
  return CID.test(text) ? hex(text, 'the CID') : h('span', { class: 'free' }, text);
}

function number(name, text) {
  if (MONEY.has(name)) {
    return money(text);
  }
  return name === 'rate' ? percentOf64(text) : count(text);
}

function explanation(why) {
  if (why === null) {
    return null;
  }
  const failing = why.failing.map((reason) =>
    h('li', {},
      h('strong', {}, phrase(reason.requirement)),
      ` fails for ${count(reason.offers)} of ${count(why.offers)} offers`,
      reason.onlyThis > 0 ? `, the only hurdle for ${count(reason.onlyThis)}` : null,
      reason.remedy ? h('p', { class: 'remedy' }, reason.remedy) : null));
  return h('div', { class: 'why' },
    h('p', {}, why.summary),
    failing.length > 0 ? h('ul', { class: 'hurdles' }, failing) : null);
}

/** The result, to be downloaded and checked against the digest that is on chain. */
function resultPart(id) {
  const body = h('div', { class: 'panel-body' }, h('p', { class: 'empty' }, 'No result is public yet.'));
  const verdict = h('div', { class: 'verdict', role: 'status', 'aria-live': 'polite' });
  const root = section('Result', body, verdict);
  let shown = null;

  async function check(digest, button) {
    button.disabled = true;
    put(verdict, h('p', {}, 'Downloading…'));
    try {
      const bytes = await blob(digest);
      const found = await cidOf(bytes);
      judge(bytes, found, digest);
    } catch (error) {
      put(verdict, h('p', { class: 'bad' }, `The result was not checked: ${error.message}.`));
    }
    button.disabled = false;
  }

  function judge(bytes, found, digest) {
    const matches = found === digest;
    verdict.dataset.verdict = matches ? 'match' : 'mismatch';
    put(
      verdict,
      h('p', { class: matches ? 'good' : 'bad' }, h('strong', {}, matches ? '✓ Match. ' : '✗ Mismatch. '),
        matches
          ? `These ${count(bytes.length)} bytes are the ones the provider answered for.`
          : 'These are not the bytes the provider answered for: do not use them. Another node may have the right ones.'),
      facts([['On chain', hex(digest, 'the digest on chain')], ['Computed here', hex(found, 'the digest computed here')]]),
      matches
        ? h('button', { type: 'button', onclick: () => save(bytes, 'application/octet-stream', `${short(id).slice(0, 8)}-output`) }, 'Save the file')
        : null,
      matches ? preview(bytes) : null,
    );
  }

  function show(result) {
    const button = h('button', { type: 'button', class: 'main', onclick: () => check(result.digest, button) }, 'Download and check');
    put(
      body,
      facts([
        ['Ended', phrase(result.exitStatus) + (result.exitCode === null ? '' : ` with ${result.exitCode}`)],
        ['Fuel used', h('span', { title: count(result.fuelUsed) }, fuel(result.fuelUsed))],
        ['Digest', result.digest ? hex(result.digest, 'the CID of the output') : 'none'],
      ]),
      result.digest ? h('p', {}, button) : null,
    );
  }

  return {
    root,
    tell(job) {
      const now = JSON.stringify(job.result);
      if (job.result && now !== shown) {
        shown = now;
        put(verdict);
        delete verdict.dataset.verdict;
        show(job.result);
      }
    },
  };
}
