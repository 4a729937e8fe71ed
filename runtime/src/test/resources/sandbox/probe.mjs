// What SandboxProbe does, in JavaScript.
import { spawnSync } from "node:child_process";
import { readFileSync, readdirSync, readlinkSync, writeFileSync, writeSync } from "node:fs";
import { connect } from "node:net";

const actions = {
  read: (file) => String(readFileSync(file)),
  list: (folder) => readdirSync(folder).sort().join(" "),
  write: (file) => {
    writeFileSync(file, "x");
    return file;
  },
  connect: (port) =>
    new Promise((resolve, reject) => {
      connect(Number(port), "127.0.0.1").on("connect", () => resolve("connected")).on("error", reject);
    }),
  run: (program) => {
    const { error, status } = spawnSync(program, ["--version"]);
    if (error || status !== 0) {
      throw error ?? new Error(`status ${status}`);
    }
    return program;
  },
  environment: () => Object.keys(process.env).join(" "),
  descriptors: () =>
    readdirSync("/proc/self/fd")
      .flatMap((name) => {
        try {
          return [readlinkSync(`/proc/self/fd/${name}`)];
        } catch {
          return [];
        }
      })
      .join(" "),
  allocate: (mebibytes) => {
    const kept = [];
    for (let left = Number(mebibytes); left > 0; left -= 16) {
      kept.push(Buffer.alloc(16 << 20, 1));
    }
    return kept.length;
  },
  echo: () => {
    writeSync(1, "ready\n");
    return String(readFileSync(0));
  },
  hang: () => {
    writeSync(1, "hanging\n");
    return new Promise(() => setInterval(() => {}, 1_000_000));
  },
};

const [action, argument] = process.argv.slice(2);
let answer;
try {
  answer = `did: ${(await actions[action](argument)) ?? ""}`;
} catch (error) {
  answer = `could not: ${error.message}`;
}
writeSync(1, `${answer.trim()}\n`);
process.exit(0);
