#!/usr/bin/env node
// Runs the platform's own forge and exits as it does; npm's wrapper exits 0 even when a test fails.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const cpu = { x64: 'amd64', arm64: 'arm64' }[process.arch] ?? process.arch;
const name = `@foundry-rs/forge-${process.platform}-${cpu}`;
const binary = process.platform === 'win32' ? 'forge.exe' : 'forge';

function home() {
  try {
    return dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
  } catch {
    console.error(`forge: no ${name} in contracts/node_modules; run npm ci in contracts/`);
    process.exit(2);
  }
}

const run = spawnSync(join(home(), 'bin', binary), process.argv.slice(2), { stdio: 'inherit' });
if (run.error) {
  console.error(`forge: cannot start: ${run.error.message}`);
}
process.exit(run.status ?? 2);
