#!/usr/bin/env node
// Makes the .wasm of every program in programs.mjs with wat2wasm; with --check, compares with the committed files instead.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { PROGRAMS, wat } from "./programs.mjs";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const check = process.argv[2] === "--check";
const work = mkdtempSync(join(tmpdir(), "souk-micro-"));

try {
  for (const program of PROGRAMS) {
    const source = join(work, `${program.name}.wat`);
    const built = join(work, `${program.name}.wasm`);
    const target = join(HERE, `${program.name}.wasm`);
    writeFileSync(source, wat(program));
    const { status, stderr, error } = spawnSync("wat2wasm", [source, "-o", built]);
    if (status !== 0) throw new Error(`bench/micro/build.mjs: ${program.name}: ${error ?? stderr}`);
    if (check && !readFileSync(built).equals(readFileSync(target))) {
      throw new Error(`bench/micro/build.mjs: ${program.name}.wasm differs from its source`);
    }
    if (!check) writeFileSync(target, readFileSync(built));
  }
} finally {
  rmSync(work, { recursive: true });
}
