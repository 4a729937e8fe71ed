#!/usr/bin/env node
// Builds the contracts and writes what Java needs of them: node build.mjs DIRECTORY
// puts {abi, bytecode, linkReferences} of each deployed contract into DIRECTORY/souk/contracts/NAME.json.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const NAMES = [
  'Agents',
  'Audits',
  'BlockHashRandomness',
  'Demands',
  'Disputes',
  'History',
  'Identities',
  'Jury',
  'Lens',
  'Market',
  'Orders',
  'Relay',
  'Stablecoin',
  'Verifiers',
];
const home = dirname(fileURLToPath(import.meta.url));
const stamp = join(home, 'node_modules', '.installed');

function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { cwd: home, stdio: 'inherit', ...options });
  if (error || status !== 0) {
    console.error(`contracts: ${command} ${args.join(' ')} failed${error ? `: ${error.message}` : ''}`);
    process.exit(status || 1);
  }
}

function install() {
  const lock = createHash('sha256').update(readFileSync(join(home, 'package-lock.json'))).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  // The platform packages carry the binaries; the install scripts only link them.
  const options = ['--ignore-scripts', '--no-audit', '--no-fund'];
  run('npm', ['ci', '--loglevel=error', ...options], { shell: process.platform === 'win32' });
  writeFileSync(stamp, lock);
}

function writeArtefact(name, directory) {
  const { abi, bytecode } = JSON.parse(readFileSync(join(home, 'out', `${name}.sol`, `${name}.json`), 'utf8'));
  const artefact = { abi, bytecode: bytecode.object, linkReferences: bytecode.linkReferences };
  const file = join(directory, `${name}.json`);
  const text = JSON.stringify(artefact);
  if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
    writeFileSync(file, text);
  }
}

install();
run(process.execPath, ['forge.mjs', 'build', '--quiet', 'src']);
// A quiet build passes over what the linter says.
run(process.execPath, ['forge.mjs', 'lint', '--quiet', 'src']);
const directory = join(process.argv[2], 'souk', 'contracts');
mkdirSync(directory, { recursive: true });
NAMES.forEach((name) => writeArtefact(name, directory));
