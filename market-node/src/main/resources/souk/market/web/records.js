// Who takes part, and what their records say.

import { h } from './dom.js';
import { count, symbol } from './format.js';
import { listPanel } from './panel.js';
import { account, facts, money } from './parts.js';

const faults = (record) =>
  record.faults > 0 ? h('strong', { class: 'bad' }, `${count(record.faults)} ▲`) : '0';

const PROVIDER_COLUMNS = [
  { name: 'Provider', cell: (record) => account(record.address) },
  { name: 'Audited value', number: true, cell: (record) => money(record.auditedValue, true) },
  { name: 'Faults', number: true, cell: faults },
  { name: 'Audits owed', number: true, cell: (record) => count(record.cleanAuditsOwed) },
  { name: 'Free bond', number: true, cell: (record) => money(record.free, true) },
  { name: 'Locked', number: true, cell: (record) => money(record.locked, true) },
  { name: 'Offers', number: true, cell: (record) => count(record.offers) },
  { name: 'Running', number: true, cell: (record) => count(record.running) },
];

const VERIFIER_COLUMNS = [
  { name: 'Verifier', cell: (record) => account(record.address) },
  { name: 'Weight', number: true, cell: (record) => count(record.weight) },
  { name: 'Free stake', number: true, cell: (record) => money(record.free, true) },
  { name: 'Locked', number: true, cell: (record) => money(record.locked, true) },
];

export const providerList = (title, limit, aside) =>
  listPanel({
    limit,
    aside,
    title,
    note: `Bonds and values in ${symbol()}. A clean record, audit by audit, lowers how often a provider is audited; a fault voids it.`,
    path: '/v1/providers',
    plural: 'providers',
    keyOf: (record) => record.address,
    columns: PROVIDER_COLUMNS,
    wide: true,
    empty: ['No provider has bonded yet. Be one: ', h('code', {}, './souk provider run')],
  });

export const verifierList = () =>
  listPanel({
    title: 'Stakes',
    note: `Stakes in ${symbol()}. Committees and juries are drawn by weight.`,
    path: '/v1/verifiers',
    plural: 'verifiers',
    keyOf: (record) => record.address,
    columns: VERIFIER_COLUMNS,
    wide: true,
    empty: ['No verifier has bonded yet. Be one: ', h('code', {}, './souk verifier run')],
  });

export function providersPage() {
  const list = providerList('Records');
  return {
    title: 'Providers',
    lead: 'Who runs jobs, and what audits found.',
    parts: [list],
    reloads: { job: [list], offer: [list], flow: [list] },
  };
}

export function verifiersPage() {
  const list = verifierList();
  return {
    title: 'Verifiers',
    lead: 'Who runs sampled jobs again, and votes.',
    parts: [list],
    reloads: { job: [list], flow: [list] },
  };
}

/** A provider's record as facts. */
export const providerFacts = (record) =>
  facts([
    ['Audited value', money(record.auditedValue)],
    ['Faults', faults(record)],
    ['Clean audits owed', count(record.cleanAuditsOwed)],
    ['Free bond', money(record.free)],
    ['Locked for jobs', money(record.locked)],
    ['Live offers', count(record.offers)],
    ['Jobs running', count(record.running)],
  ]);
