// One agent: its life turn by turn, its mail, its money, its children, and who carried it.

import { agentLabel, waitsFor } from './agents.js';
import { find, get, query } from './api.js';
import { h, keyed, put, throttled } from './dom.js';
import { count, duration, exactTime, fuel, phrase, short, span, symbol } from './format.js';
import { isFinal, stateLabel, track } from './life.js';
import { ledger } from './ledger.js';
import { panel } from './panel.js';
import { account, at, copy, facts, hex, jobLink, money, table, until, when } from './parts.js';
import { wordsOf } from './preview.js';
import { nameIn, registrationFile } from './registration.js';
import { childTree } from './tree.js';

const TURNS = 50;
const MESSAGES = 200;
const PAGES = 4;
const REFRESH = 3_000;
const SHOWN = 25;
const MOST_WORDS = 280;

const OUTCOMES = {
  open: { tone: 'busy', says: 'Woken' },
  landing: { tone: 'busy', says: 'Advancing' },
  landed: { tone: 'done', says: 'Advanced' },
  trapped: { tone: 'alarm', says: 'Dropped' },
  failed: { tone: 'off', says: 'Failed' },
};

/** The newest parts of a list, so many at most. */
async function parts(path, plural, limit, most, signal) {
  const items = [];
  let next = null;
  for (let page = 0; page === 0 || (next && page < most); page++) {
    const document = await get(query(path, { limit, after: next }), signal);
    items.push(...document[plural]);
    next = document.next ?? null;
  }
  return { items, next };
}

/** The page of one agent. */
export function agentPage({ id }) {
  const path = `/v1/agents/${encodeURIComponent(id)}`;
  let pages = PAGES;
  let shown = SHOWN;
  let isAtEnd = true;
  let agent = null;
  const timeline = h('ol', { class: 'steps life' });
  const further = h('button', { type: 'button', class: 'quiet further', hidden: true, onclick: readOn }, 'Show more');
  const story = section('Life', 'Newest first: what it read, what it did, who carried it.', h('div', {}, timeline, further));
  const cash = section('Money', '', null);
  const tree = section('Children', 'Jobs it spawned, under the turn that asked for them; what a turn spawned that read their outcome is theirs.', null);
  const carriers = section('Carried by', 'Providers that ran its turns.', null);
  const rest = [story, cash, tree, carriers];
  rest.forEach(({ root }) => { root.hidden = true; });

  async function load(signal) {
    const [found, turns, mail] = await Promise.all([
      find(path, signal),
      parts(`${path}/turns`, 'turns', TURNS, pages, signal).catch(orNothing),
      parts(`${path}/inbox`, 'messages', MESSAGES, pages, signal).catch(orNothing),
    ]);
    const job = found?.turnJob ? await find(`/v1/jobs/${encodeURIComponent(found.turnJob)}`, signal) : null;
    return { agent: found, job, turns: turns.items, messages: mail.items, isWhole: !turns.next && !mail.next };
  }

  function show(life) {
    agent = life.agent;
    rest.forEach(({ root }) => { root.hidden = agent === null; });
    if (agent === null) {
      return null;
    }
    const items = itemsOf(life);
    keyed(timeline, items.slice(0, shown), (it) => it.key, item);
    further.hidden = life.isWhole && items.length <= shown;
    isAtEnd = items.length <= shown;
    const known = life.isWhole ? 'All of it' : `Of its newest ${count(life.turns.length)} turns`;
    put(story.body, timeline.childElementCount === 0 ? nothing('No turn and no mail so far: it waits.') : story.content);
    put(cash.note, `${known}, in ${symbol()}.`);
    put(cash.body, ledger(life));
    put(tree.body, childTree(life) ?? nothing('It has spawned no jobs.'));
    put(carriers.body, carried(life.turns) ?? nothing('Nobody has run a turn of it so far.'));
    return standing(life);
  }

  const head = panel({ title: 'Where it stands', wide: true, load, show, empty: 'There is no agent of that number yet.' });
  const refresh = throttled(REFRESH, head.reload);

  function readOn() {
    pages += isAtEnd ? PAGES : 0;
    shown += SHOWN;
    head.reload();
  }

  return {
    title: `Agent ${id}`,
    parts: [head, h('div', { class: 'column' }, [cash, carriers, tree].map(({ root }) => root)), story.root],
    loads: [head],
    on: {
      agent: (told) => String(told.id) === id && refresh(),
      job: (told) => told.id === agent?.turnJob && refresh(),
    },
  };
}

const nothing = (words) => h('p', { class: 'empty' }, words);

/** Of an agent that is not there there is no list either. */
function orNothing(error) {
  if (error.status === 404) {
    return { items: [], next: null };
  }
  throw error;
}

function section(title, words, content) {
  const body = h('div', { class: 'panel-body' }, content);
  const note = h('p', { class: 'note' }, words);
  return { root: h('section', { class: 'panel' }, h('header', { class: 'panel-head' }, h('h2', {}, title), note), body), note, body, content };
}

function standing({ agent, job }) {
  return h('div', { class: 'standing', 'data-state': agent.state },
    job && !isFinal(job) ? track(job) : null,
    h('p', { class: 'standing-state' }, agentLabel(agent), h('span', {}, waitsFor(agent)),
      agent.turnJob ? h('span', {}, 'turn-job ', jobLink(agent.turnJob), ' ', job ? stateLabel(job) : null) : null),
    facts([
      ['Name', nameIn(agent.uri)],
      ['Has', money(agent.balance)],
      ['Runway', `${count(agent.runway)} turns`],
      ['Turns completed', count(agent.turns)],
      ['Unread messages', count(agent.unread)],
      ['Wakes by itself', agent.wakeAt ? until(agent.wakeAt) : null],
      ['Not before', agent.notBefore ? when(agent.notBefore) : null],
      ['Heir', agent.heir ? account(agent.heir) : null],
      ['Account', h('span', { class: 'many' }, account(agent.account), copy(agent.account, 'the address'))],
      ['Owner', agent.owner ? account(agent.owner) : 'nobody'],
      ['Created', when(agent.createdAt, agent.block)],
      ['Registration file', registrationFile(agent.uri)],
      ['Module', hex(agent.module, 'the CID of the module')],
      ['State', /^0x0*$/.test(agent.stateHash) ? 'has not begun' : hex(agent.stateHash, 'the hash of the state')],
    ]),
    h('details', {}, h('summary', {}, 'Its terms, fixed for ever'), terms(agent.terms)));
}

const price = (units) => h('span', {}, money(units), h('small', {}, ' per 10⁹ fuel'));

const terms = (it) => facts([
  ['Fuel of a turn', h('span', { title: count(it.fuelLimit) }, fuel(it.fuelLimit))],
  ['Memory', `${count(it.memoryLimit / 16)} MiB`],
  ['Price ceiling', h('span', {}, price(it.leastCeiling), ' up to ', price(it.mostCeiling))],
  ['Raised after', span(it.raiseAfter)],
  ['A turn may wait', span(it.turnTime)],
  ['Verifiers', `${count(it.verifiers)}, stake ${count(it.minStakeMultiple)}×`],
  ['May', it.kinds.map(phrase).join(', ') || 'do nothing'],
  ['Moves at most a turn', money(it.mostPerTurn)],
  ['Moves at most a day', money(it.mostPerDay)],
  ['Least postage', money(it.postage)],
  ['Reserve', `${count(it.reserveTurns)} turns`],
  ['Tips', h('span', {}, 'twice ', money(it.tip))],
  ['Children', `${count(it.mostChildren)} at a time, depth ${count(it.mostDepth)}, each may wait ${span(it.childTime)}`],
  ['Other code', it.upgradable ? 'if its owner wants it' : 'never'],
]);

/** Unread mail that no turn reads yet, and turns with the mail they read; newest first. */
function itemsOf({ turns, messages }) {
  const left = new Map(messages.map((message) => [message.number, message]));
  const lived = turns.map((turn) => {
    const read = [];
    for (let number = turn.firstMessage; turn.outcome !== 'failed' && number < turn.firstMessage + turn.messages; number++) {
      read.push(left.get(number));
      left.delete(number);
    }
    return { key: `turn ${turn.turn} ${turn.block}`, turn, read: read.filter(Boolean) };
  });
  const waiting = [...left.values()].filter((message) => !message.read)
    .map((message) => ({ key: `message ${message.number}`, message }));
  return [...waiting, ...lived];
}

const item = (it) => (it.turn ? turnItem(it) : h('li', { class: 'step mail-waiting', 'data-kind': 'message' }, messageLine(it.message, 'waits to be read')));

function turnItem({ turn, read }) {
  const { tone, says } = OUTCOMES[turn.outcome] ?? { tone: 'wait', says: phrase(turn.outcome) };
  const cost = turn.refunded === null ? null : BigInt(turn.escrow) - BigInt(turn.refunded);
  const took = turn.endTime && turn.time ? new Date(turn.endTime) - new Date(turn.time) : null;
  const unseen = turn.outcome === 'failed' ? 0 : turn.messages - read.length;
  return h('li', { class: `step tone-${tone}`, 'data-kind': 'turn', 'data-outcome': turn.outcome },
    h('div', { class: 'step-head' }, h('strong', {}, `Turn ${turn.turn}`), h('span', { class: `state tone-${tone}` }, says), jobLink(turn.jobId)),
    h('p', { class: 'step-where' },
      h('span', {}, 'woken ', when(turn.time, turn.block), ' by '), account(turn.waker),
      turn.provider ? [h('span', {}, 'carried by'), account(turn.provider)] : null,
      turn.endBlock === null ? null : h('span', { title: turn.endTime ? exactTime(turn.endTime) : null },
        took === null ? `${says.toLowerCase()} in block ${turn.endBlock}` : `${says.toLowerCase()} ${duration(took)} later`),
      turn.lander ? [h('span', {}, 'by'), account(turn.lander)] : null),
    facts([
      [cost === null ? 'Escrow' : 'Cost', money(cost ?? turn.escrow)],
      ['Ceiling', price(turn.ceiling)],
      ['Out of postage', turn.postage === '0' ? null : money(turn.postage)],
    ]),
    h('ul', { class: 'doings' },
      read.map((message) => h('li', { class: 'in', 'data-kind': 'message' }, messageLine(message, turn.outcome === 'trapped' && message.value !== '0' ? 'the value went back' : null))),
      unseen > 0 ? h('li', { class: 'in' }, `read ${count(unseen)} messages of before that`) : null,
      turn.effects.map((effect) => h('li', { class: effect.refused ? 'out refused' : 'out', 'data-kind': effect.kind ?? 'none' }, effectLine(effect)))));
}

function messageLine(message, remark) {
  const worth = [['with', message.value], ['postage', message.postage]].filter(([, amount]) => amount !== '0');
  return [
    message.notice ? noticeLine(message.notice)
      : [`message ${message.number} from `, message.sender ? account(message.sender) : 'the contract of agents', worth.map(([what, amount], i) => [`${i > 0 ? ',' : ''} ${what} `, money(amount)])],
    h('small', {}, ' · ', when(message.time, message.block), remark ? `, ${remark}` : null),
    message.notice ? null : said(message.body),
  ];
}

function noticeLine({ turn, refused, child }) {
  if (!child) {
    return `told that of turn ${turn} these effects were refused: ${refused.join(', ')}`;
  }
  const odd = child.exitStatus && child.exitStatus !== 'exited 0' ? ` (${phrase(child.exitStatus).toLowerCase()})` : '';
  return ['told that child ', jobLink(child.jobId), ` is ${phrase(child.outcome).toLowerCase()}${odd}, cost `, money(child.cost), ', back ', money(child.refunded)];
}

const EFFECTS = {
  pay: ({ to, amount }) => ['paid ', money(amount), ' to ', account(to)],
  send: ({ to, amount, body }) => ['wrote to ', account(to), amount === '0' ? null : [' with ', money(amount)], body ? said(body) : null],
  spawn: ({ child, amount }) => ['spawned ', child ? jobLink(child) : 'a job', ' for at most ', money(amount)],
  sleep: ({ amount }) => ['asked to sleep until ', at(new Date(Number(amount) * 1000).toISOString())],
  end: ({ to, amount }) => ['ended, and left ', money(amount), ' to ', account(to)],
};

function effectLine(effect) {
  const { kind, refused } = effect;
  if (refused) {
    return h('span', { class: 'bad' }, `${phrase(kind ?? 'effect')} was refused: ${phrase(refused).toLowerCase()}`);
  }
  return Object.hasOwn(EFFECTS, kind) ? EFFECTS[kind](effect) : phrase(kind);
}

/** What a stranger said, kept apart from our words. */
function said(body) {
  const digits = String(body).replace(/^0x/, '');
  if (digits === '') {
    return null;
  }
  const bytes = Uint8Array.from(digits.match(/../g) ?? [], (pair) => parseInt(pair, 16));
  const words = wordsOf(bytes);
  if (words === null) {
    return h('q', { class: 'said' }, `${count(bytes.length)} bytes `, h('code', {}, short(body)), copy(body, 'the body'));
  }
  return words.length <= MOST_WORDS
    ? h('q', { class: 'said free' }, h('bdi', {}, words))
    : h('details', { class: 'said' }, h('summary', {}, h('bdi', {}, `${words.slice(0, MOST_WORDS / 4)}…`), ` ${count(bytes.length)} bytes`), h('bdi', { class: 'free' }, words));
}

/** Providers by how many turns they carried. */
function carried(turns) {
  const records = new Map();
  turns.filter((turn) => turn.provider).forEach((turn) => {
    const record = records.get(turn.provider) ?? { address: turn.provider, turns: 0, time: turn.endTime ?? turn.time, block: turn.block };
    record.turns++;
    records.set(turn.provider, record);
  });
  if (records.size === 0) {
    return null;
  }
  const view = table('Carried by', [
    { name: 'Provider', cell: (record) => account(record.address) },
    { name: 'Turns', number: true, cell: (record) => count(record.turns) },
    { name: 'Last', cell: (record) => when(record.time, record.block) },
  ]);
  view.body.append(...[...records.values()].sort((one, other) => other.turns - one.turns).map(view.row));
  return view.root;
}
