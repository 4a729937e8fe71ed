// Whether bytes are those a CID names: CIDv1, raw codec, SHA-256, base32 (multiformats).

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567';
const PREFIX = [0x01, 0x55, 0x12, 0x20];

/** The CID of these bytes. */
export async function cidOf(bytes) {
  if (!globalThis.crypto?.subtle) {
    throw new Error('this browser computes digests only on https and on this machine: use `souk job result`');
  }
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return `b${base32([...PREFIX, ...digest])}`;
}

function base32(bytes) {
  let text = '';
  let buffer = 0;
  let bits = 0;
  for (const byte of bytes) {
    buffer = ((buffer << 8) | byte) & 0xfff;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += ALPHABET[(buffer >> bits) & 31];
    }
  }
  return bits === 0 ? text : text + ALPHABET[(buffer << (5 - bits)) & 31];
}
