// Shows the page that the address asks for, and keeps it up to date.

import { accountPage } from './account.js';
import { agentPage } from './agent.js';
import { agentsPage } from './agents.js';
import { info } from './api.js';
import { h, put, throttled, tickAll } from './dom.js';
import { count, payIn, relative, short } from './format.js';
import { jobPage } from './job.js';
import { jobsPage } from './jobs.js';
import { live } from './live.js';
import { moneyPage } from './money.js';
import { offersPage } from './offers.js';
import { overviewPage } from './overview.js';
import { providersPage, verifiersPage } from './records.js';
import { samplingPage } from './sampling.js';

const PAGES = [
  [/^\/$/, overviewPage],
  [/^\/jobs$/, jobsPage],
  [/^\/jobs\/(?<id>0x[0-9a-f]{64})$/i, jobPage],
  [/^\/agents$/, agentsPage],
  [/^\/agents\/(?<id>[0-9]{1,18})$/, agentPage],
  [/^\/offers$/, offersPage],
  [/^\/providers$/, providersPage],
  [/^\/verifiers$/, verifiersPage],
  [/^\/sampling$/, samplingPage],
  [/^\/money$/, moneyPage],
  [/^\/accounts\/(?<address>0x[0-9a-f]{40})$/i, accountPage],
];
const SOUGHT = [
  [/^0x[0-9a-f]{64}$/, (id) => `/jobs/${id}`],
  [/^0x[0-9a-f]{40}$/, (address) => `/accounts/${address}`],
  [/^#?[0-9]{1,18}$/, (number) => `/agents/${number.replace('#', '')}`],
];
const RELOAD_EVERY = 3_000;
const SECOND = 1_000;
const main = document.getElementById('main');

let page = null;
let shown = '';

function missingPage() {
  return {
    title: 'Nothing here',
    lead: 'No page has this address. A job is found by its id, an account by its address, an agent by its number: type it above.',
    parts: [],
  };
}

function lower(groups) {
  return Object.fromEntries(Object.entries(groups ?? {}).map(([name, value]) => [name, value.toLowerCase()]));
}

function pageFor(address) {
  for (const [pattern, make] of PAGES) {
    const found = pattern.exec(address.pathname);
    if (found) {
      return make({ ...lower(found.groups), search: address.searchParams, go });
    }
  }
  return missingPage();
}

function show(focus) {
  page?.parts.forEach((part) => part.close?.());
  const address = new URL(location.href);
  shown = address.pathname + address.search;
  page = pageFor(address);
  page.refreshers = Object.entries(page.reloads ?? {}).map(([kind, parts]) =>
    [kind, throttled(RELOAD_EVERY, () => parts.forEach((part) => part.reload()))]);
  document.title = `${page.title} · Souk`;
  const heading = page.heading ?? h('h1', {}, page.title);
  heading.classList.toggle('hidden', Boolean(page.hiddenHeading));
  put(
    main,
    h('header', { class: 'page-head' }, heading, page.lead ? h('p', { class: 'lead' }, page.lead) : null, page.controls),
    h('div', { class: 'parts' }, page.parts.map((part) => part.root ?? part)),
  );
  document.querySelectorAll('.tabs a').forEach((tab) => {
    const here = tab.pathname === '/' ? address.pathname === '/' : address.pathname.startsWith(tab.pathname);
    here ? tab.setAttribute('aria-current', 'page') : tab.removeAttribute('aria-current');
  });
  if (focus) {
    scrollTo(0, 0);
    main.focus({ preventScroll: true });
  }
  reload();
}

const reload = () => (page.loads ?? page.parts).forEach((part) => part.reload?.());

/** Goes to another page of this site. */
function go(path) {
  history.pushState(null, '', path);
  show(true);
}

function followLink(event) {
  const link = event.target.closest?.('a');
  const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  if (link && plain && !link.download && !link.hash && link.origin === location.origin && PAGES.some(([pattern]) => pattern.test(link.pathname))) {
    event.preventDefault();
    go(link.pathname + link.search);
  }
}

function search(event) {
  event.preventDefault();
  const field = document.getElementById('search-text');
  const note = document.getElementById('search-note');
  const text = field.value.trim().toLowerCase();
  const path = SOUGHT.find(([pattern]) => pattern.test(text))?.[1](text) ?? null;
  note.hidden = path !== null;
  note.textContent = path === null ? 'A job’s id is 0x and 64 hexadecimal digits, an address 0x and 40, an agent’s number digits only.' : '';
  if (path !== null) {
    field.value = '';
    go(path);
  }
}

const LIVE_WORDS = {
  connecting: () => 'connecting',
  live: () => `live · block ${count(live.head?.block ?? 0)}`,
  stale: () => `stale · last block ${relative(live.head.time, live.now())}`,
  lost: () => 'not live · reconnecting',
};

function showState() {
  const { state } = live;
  const text = state === 'live' && !live.head ? 'live' : LIVE_WORDS[state]();
  const badge = document.getElementById('live');
  if (badge.dataset.state !== state) {
    badge.dataset.state = state;
    document.getElementById('live-said').textContent = state === 'live' ? 'Live' : text;
  }
  badge.title = live.head ? `Block ${live.head.block}, ${live.head.time}` : '';
  const words = document.getElementById('live-text');
  if (words.textContent !== text) {
    words.textContent = text;
  }
}

function heard(kind, document) {
  if (kind === 'reset' && page) {
    reload();
  }
  const about = kind === 'offer_gone' ? 'offer' : kind;
  page?.on?.[about]?.(document);
  page?.refreshers?.filter(([wanted]) => wanted === about).forEach(([, refresh]) => refresh());
  showState();
}

async function begin() {
  try {
    const node = await info();
    payIn(node.token);
    live.begin({ block: node.headBlock, time: node.headTime });
    document.getElementById('about').textContent =
      `Node ${short(node.node)} of market ${short(node.market)} on chain ${node.chainId}, version ${node.version}. What a node shows is a hint; the chain is the truth.`;
    show(false);
  } catch (error) {
    put(main, h('div', { class: 'trouble', role: 'alert' },
      h('p', {}, `This node cannot be read: ${error.message}.`),
      h('button', { type: 'button', class: 'quiet', onclick: begin }, 'Try again')));
  }
}

document.addEventListener('click', followLink);
document.getElementById('search').addEventListener('submit', search);
// A jump within the page is told as well, and is the browser's own.
addEventListener('popstate', () => page && shown !== location.pathname + location.search && show(false));
setInterval(() => {
  tickAll();
  showState();
}, SECOND);
live.listen(heard);
live.start();
begin();
