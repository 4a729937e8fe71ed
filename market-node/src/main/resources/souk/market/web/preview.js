// A look at an output: text as text, a PNG as a picture, nothing else.

import { h } from './dom.js';

const MOST_TEXT = 20_000;
const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const CONTROLS = /[\u0000-\u0008\u000e-\u001f\u007f]/;

/** What there is to see of these bytes; null where a look says nothing. */
export function preview(bytes) {
  if (bytes.length === 0) {
    return h('p', { class: 'empty' }, 'The output is empty.');
  }
  return PNG.every((byte, i) => bytes[i] === byte) ? picture(bytes) : text(bytes);
}

function picture(bytes) {
  const url = URL.createObjectURL(new Blob([bytes], { type: 'image/png' }));
  const drop = () => URL.revokeObjectURL(url);
  return h('img', { class: 'preview', src: url, alt: 'The output, as a picture', onload: drop, onerror: drop });
}

function text(bytes) {
  const part = bytes.subarray(0, MOST_TEXT);
  const whole = part.length === bytes.length;
  const words = wordsOf(part, whole);
  return words && h('pre', { class: 'preview', tabindex: 0, 'aria-label': 'The output' }, words, whole ? null : '\n…');
}

/** Bytes as text; null if they are none. A character may be cut in two at the end of a part. */
export function wordsOf(bytes, whole = true) {
  try {
    const words = new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: !whole });
    return CONTROLS.test(words) ? null : words;
  } catch {
    return null;
  }
}
