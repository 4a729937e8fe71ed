#!/usr/bin/env node
// What forge expects of a compiler binary, over npm's solc: `--version`, and standard JSON on stdin.
import { createRequire } from 'node:module';
import { readFileSync, writeSync } from 'node:fs';

const solc = createRequire(import.meta.url)('solc');

function print(text) {
  const bytes = Buffer.from(text);
  for (let sent = 0; sent < bytes.length;) {
    sent += write(bytes, sent);
  }
}

function write(bytes, from) {
  try {
    return writeSync(1, bytes, from);
  } catch (error) {
    if (error.code === 'EAGAIN') return 0;
    throw error;
  }
}

if (process.argv.includes('--version')) {
  print(`solc, the solidity compiler commandline interface\nVersion: ${solc.version()}\n`);
} else {
  print(solc.compile(readFileSync(0, 'utf8')));
}
