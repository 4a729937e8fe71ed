// Where an agent's registration file (ERC-8004) is and what it calls the agent: anybody's words,
// shown as text and never as a link.

import { h } from './dom.js';
import { copy } from './parts.js';
import { wordsOf } from './preview.js';

const DATA = /^data:application\/json;base64,(.*)$/;
const TOO_LONG = /^(.{48}).+$/u;

/** Without what moves, hides or breaks the words around it, and not long. */
const tame = (text) => text.replace(/[\p{C}\p{Z}]+/gu, ' ').trim().replace(TOO_LONG, '$1…');

/** What an agent is called; null if its address does not hold its file, or that does not say. */
export function nameIn(uri) {
  try {
    const bytes = Uint8Array.from(atob(DATA.exec(uri)[1]), (it) => it.charCodeAt(0));
    return tame(JSON.parse(wordsOf(bytes)).name) || null;
  } catch {
    return null; // not what it says
  }
}

/** An agent's name, or else where its file is, in a line of others. */
export const registeredAs = (uri) =>
  uri && h('small', { class: 'free' }, ' ', h('bdi', {}, nameIn(uri) ?? tame(uri)));

/** Where an agent's registration file is; null if it has none. */
export const registrationFile = (uri) =>
  uri && h('span', { class: 'many' }, h('bdi', { class: 'free' }, tame(uri)), copy(uri, 'the address of the file'));
