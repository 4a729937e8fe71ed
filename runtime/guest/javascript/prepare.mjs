// Calls a module's set-up function once and writes the module with the memory as it is then, so that no job has to do it again:
//     node prepare.mjs MODULE PREPARED FUNCTION
// The function may ask for the time and for chance (the C library's guard against overruns), which are 0, and for nothing else. Tables and globals are the same after it as before.
import { readFileSync, writeFileSync } from "node:fs";

const MEMORY = 5, DATA = 11, DATA_COUNT = 12;
const PAGE_BYTES = 65536;
const END = 0x0b, I32_CONST = 0x41;
/** Zeroes between two segments, at least: fewer cost less as data than a segment's head. */
const GAP_BYTES = 16;

function unsigned(value) {
  const bytes = [];
  do {
    bytes.push((value & 127) | (value > 127 ? 128 : 0));
    value >>>= 7;
  } while (value > 0);
  return bytes;
}

/** For values below 2^31. */
function signed(value) {
  const bytes = [];
  for (; value > 63; value >>>= 7) bytes.push((value & 127) | 128);
  return [...bytes, value];
}

function readUnsigned(bytes, at) {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++];
    value |= (byte & 127) << shift;
    if (byte < 128) return [value, at];
  }
}

function* sectionsOf(module) {
  for (let at = 8; at < module.length;) {
    const [size, start] = readUnsigned(module, at + 1);
    yield { id: module[at], bytes: module.subarray(start, start + size) };
    at = start + size;
  }
}

/** Memory after the set-up. */
function memoryAfter(module, name) {
  const compiled = new WebAssembly.Module(module);
  const imports = {};
  let memory;
  for (const wanted of WebAssembly.Module.imports(compiled)) {
    (imports[wanted.module] ??= {})[wanted.name] = () => {
      throw new Error(`${name} calls ${wanted.name}`);
    };
  }
  imports.wasi_snapshot_preview1.random_get = (at, count) => {
    new Uint8Array(memory.buffer).fill(0, at, at + count);
    return 0;
  };
  imports.wasi_snapshot_preview1.clock_time_get = (clock, precision, at) => {
    new DataView(memory.buffer).setBigUint64(at, 0n, true);
    return 0;
  };
  const instance = new WebAssembly.Instance(compiled, imports);
  memory = instance.exports.memory;
  instance.exports[name]();
  return new Uint8Array(memory.buffer);
}

/** Ranges that are not zero. */
function* rangesOf(memory) {
  for (let start = 0; start < memory.length;) {
    if (memory[start] === 0) {
      start++;
      continue;
    }
    let end = start + 1;
    for (let at = end; at < memory.length && at - end < GAP_BYTES; at++) {
      if (memory[at] !== 0) end = at + 1;
    }
    yield [start, end];
    start = end;
  }
}

const section = (id, content) => Buffer.concat([Buffer.from([id, ...unsigned(content.length)]), content]);

const [from, to, name] = process.argv.slice(2);
const module = readFileSync(from);
const memory = memoryAfter(module, name);
const ranges = [...rangesOf(memory)];
const segments = ranges.map(([start, end]) =>
  Buffer.concat([Buffer.from([0, I32_CONST, ...signed(start), END, ...unsigned(end - start)]), memory.subarray(start, end)]));
const replaced = {
  [MEMORY]: Buffer.from([1, 0, ...unsigned(memory.length / PAGE_BYTES)]),
  [DATA_COUNT]: Buffer.from(unsigned(ranges.length)),
  [DATA]: Buffer.concat([Buffer.from(unsigned(ranges.length)), ...segments]),
};
const sections = [...sectionsOf(module)].map(({ id, bytes }) => section(id, replaced[id] ?? bytes));
writeFileSync(to, Buffer.concat([module.subarray(0, 8), ...sections]));
