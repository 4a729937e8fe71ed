// Runs one program on V8 whenever it is asked, as souk.bench.EndiveChild does on Endive: child.mjs DIRECTORY FORM.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { GuestEnded, SUCCESS } from "../../runtime/src/main/resources/souk/runtime/engine/v8/ends.mjs";
import { Guest } from "../../runtime/src/main/resources/souk/runtime/engine/v8/guest.mjs";
import { hostOfCommand, imports } from "../../runtime/src/main/resources/souk/runtime/engine/v8/host.mjs";
import { GuestMemory } from "../../runtime/src/main/resources/souk/runtime/engine/v8/memory.mjs";

const [directory, form] = process.argv.slice(2);
const FUEL = 1n << 40n;
const OUTPUT_BYTES = 64 << 20;
const LOG_BYTES = 65536;

/** A module as it is, where the engine has a rewritten one: its fuel counter lies outside and counts host calls only. */
class PlainGuest {
  host = null;
  fuel = { value: FUEL };

  constructor(bytes) {
    const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), imports(this));
    this.memory = new GuestMemory(instance.exports.memory);
    this.start = instance.exports._start;
  }

  call(functions, limit, host) {
    this.host = host;
    try {
      this.start();
    } catch (thrown) {
      if (!(thrown instanceof GuestEnded)) throw thrown;
      return { status: thrown.status, fuelUsed: 0n };
    }
    return { status: SUCCESS, fuelUsed: 0n };
  }
}

function filesBelow(path) {
  return readdirSync(join(directory, "mounts", path)).flatMap((name) => {
    const inside = join(path, name);
    return statSync(join(directory, "mounts", inside)).isDirectory() ? filesBelow(inside) : [inside];
  });
}

/** What a kernel prints is a checksum already; of other outputs, the beginning of SHA-256. */
function checksum(output) {
  const printed = output.toString("latin1").match(/^([0-9a-f]{16})\n$/);
  return printed ? printed[1] : createHash("sha256").update(output).digest("hex").slice(0, 16);
}

function run(bytes, invocation) {
  const guest = form === "PLAIN" ? new PlainGuest(bytes) : new Guest(bytes);
  const host = hostOfCommand(guest, invocation, OUTPUT_BYTES, LOG_BYTES);
  const from = process.cpuUsage();
  const { status, fuelUsed } = guest.call(["_start"], FUEL, host);
  const { user, system } = process.cpuUsage(from);
  if (status !== SUCCESS) throw new Error(`the program ended with ${status}`);
  return `${(user + system) * 1000} ${checksum(host.output)} ${fuelUsed}`;
}

const bytes = readFileSync(join(directory, form === "PLAIN" ? "plain.wasm" : "rewritten.wasm"));
const invocation = {
  module: readFileSync(join(directory, "plain.wasm")),
  encodedArguments: Buffer.alloc(0),
  values: readFileSync(join(directory, "arguments"), "utf8").split("\n").slice(0, -1),
  variables: [],
  input: readFileSync(join(directory, "input")),
  mounts: filesBelow("").sort().map((path) => ({ path, content: readFileSync(join(directory, "mounts", path)) })),
};
const from = process.hrtime.bigint();
// V8 shares code among modules of the same bytes while one of them is there: this one stays.
globalThis.kept = new WebAssembly.Module(bytes);
console.log(`${process.hrtime.bigint() - from}`);
for await (const _ of createInterface({ input: process.stdin })) {
  console.log(run(bytes, invocation));
}
