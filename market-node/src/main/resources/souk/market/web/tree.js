// An agent's children: jobs under the turns that asked for them.

import { h } from './dom.js';
import { phrase } from './format.js';
import { jobLink, money } from './parts.js';

const TONES = { settled: 'done', refunded: 'off', void: 'off' };

/** Children under their turns, and under each what came of it; null if there are none. */
export function childTree({ turns, messages }) {
  const outcomes = new Map(messages.filter((it) => it.notice?.child).map((it) => [it.notice.child.jobId, it]));
  const grown = turns.filter((turn) => turn.outcome !== 'failed').map((turn) => ({
    turn,
    // Of several outcomes that it read its children are the last one's.
    parent: [...outcomes.values()].filter((it) => isReadBy(it, turn)).sort((one, other) => other.number - one.number)[0]?.notice.child.jobId,
    children: turn.effects.filter((effect) => effect.child && !effect.refused),
  })).filter(({ children }) => children.length > 0).reverse();
  const known = new Set(grown.flatMap(({ children }) => children.map((effect) => effect.child)));
  const under = (job) => grown.filter(({ parent }) => parent === job).map(branch);
  const branch = ({ turn, children }) =>
    h('li', {}, h('span', { class: 'twig' }, `Turn ${turn.turn}`), h('ul', {}, children.map(leaf)));
  const leaf = ({ child, amount }) => {
    const told = outcomes.get(child)?.notice.child;
    const further = under(child);
    return h('li', { 'data-child': child },
      h('span', { class: 'twig' }, jobLink(child),
        h('span', { class: `state tone-${told ? TONES[told.outcome] ?? 'wait' : 'busy'}` }, told ? phrase(told.outcome) : 'Goes on'),
        h('small', {}, told ? 'cost ' : 'at most ', money(told ? told.cost : amount, true))),
      further.length === 0 ? null : h('ul', {}, further));
  };
  const roots = grown.filter(({ parent }) => !known.has(parent)).map(branch);
  return roots.length === 0 ? null : h('ul', { class: 'tree' }, roots);
}

const isReadBy = ({ number }, turn) => number >= turn.firstMessage && number < turn.firstMessage + turn.messages;
