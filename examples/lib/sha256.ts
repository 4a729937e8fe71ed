// SHA-256 (FIPS 180-4).
import { Hash } from "../../runtime/guest/assemblyscript";

const BLOCK_BYTES = 64;

const ROUNDS: StaticArray<u32> = [
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be,
  0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa,
  0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967, 0x27b70a85,
  0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3,
  0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f,
  0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
];
const BEGINNING: StaticArray<u32> = [
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
];

const schedule = new StaticArray<u32>(64);
const sums = new StaticArray<u32>(8);
const round = new StaticArray<u32>(8);

/** The hash of some bytes. */
export function sha256(bytes: Uint8Array): Hash {
  memory.copy(changetype<usize>(sums), changetype<usize>(BEGINNING), 32);
  const padded = new Uint8Array((bytes.length + 8 + BLOCK_BYTES) / BLOCK_BYTES * BLOCK_BYTES);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  store<u64>(padded.dataStart + padded.length - 8, bswap(<u64>bytes.length * 8));
  for (let at = 0; at < padded.length; at += BLOCK_BYTES) addBlock(padded.dataStart + at);
  const hash = new Hash();
  for (let i = 0; i < 8; i++) store<u32>(changetype<usize>(hash.bytes) + 4 * i, bswap(sums[i]));
  return hash;
}

/** The hash of a text as UTF-8. */
export function sha256Of(text: string): Hash {
  return sha256(Uint8Array.wrap(String.UTF8.encode(text)));
}

function addBlock(block: usize): void {
  for (let i = 0; i < 16; i++) schedule[i] = bswap(load<u32>(block + 4 * i));
  for (let i = 16; i < 64; i++) {
    const w15 = schedule[i - 15];
    const w2 = schedule[i - 2];
    const s0 = rotr(w15, 7) ^ rotr(w15, 18) ^ (w15 >> 3);
    const s1 = rotr(w2, 17) ^ rotr(w2, 19) ^ (w2 >> 10);
    schedule[i] = schedule[i - 16] + s0 + schedule[i - 7] + s1;
  }
  memory.copy(changetype<usize>(round), changetype<usize>(sums), 32);
  for (let i = 0; i < 64; i++) turnRound(i);
  for (let i = 0; i < 8; i++) sums[i] += round[i];
}

function turnRound(i: i32): void {
  const a = round[0];
  const e = round[4];
  const s1 = rotr(e, 6) ^ rotr(e, 11) ^ rotr(e, 25);
  const choice = (e & round[5]) ^ (~e & round[6]);
  const first = round[7] + s1 + choice + ROUNDS[i] + schedule[i];
  const s0 = rotr(a, 2) ^ rotr(a, 13) ^ rotr(a, 22);
  const majority = (a & round[1]) ^ (a & round[2]) ^ (round[1] & round[2]);
  memory.copy(changetype<usize>(round) + 4, changetype<usize>(round), 28);
  round[4] += first;
  round[0] = first + s0 + majority;
}
