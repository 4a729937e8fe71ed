// What scripts find beside the language: `souk`, `console`, `print`, TextEncoder and TextDecoder. The value of this script is a function
// that takes the natives (native.c) and gives the driver its hooks. It runs when the module is built: only hooks may look at the job.
(function (native) {
  "use strict";

  const PAY = 1, SEND = 2, SPAWN = 3, SLEEP = 4, END = 5;
  const ADDRESS_BYTES = 20, AMOUNT_BYTES = 16, MOST_BODY_BYTES = 4096;
  const U64 = (1n << 64n) - 1n;

  function bytesOf(content) {
    if (typeof content === "string") return native.encode(content);
    if (content instanceof Uint8Array) return content;
    if (content instanceof ArrayBuffer) return new Uint8Array(content);
    if (ArrayBuffer.isView(content)) return new Uint8Array(content.buffer, content.byteOffset, content.byteLength);
    throw new TypeError("content is a string or bytes");
  }

  // ---- printing ----

  function inspect(value, seen = []) {
    switch (typeof value) {
      case "string":
        return seen.length === 0 ? value : JSON.stringify(value);
      case "bigint":
        return `${value}n`;
      case "symbol":
        return value.toString();
      case "function":
        return `[function ${value.name || "without name"}]`;
      case "object":
        return value === null ? "null" : inspectObject(value, seen);
      default:
        return Object.is(value, -0) ? "-0" : String(value);
    }
  }

  function inspectObject(value, seen) {
    if (seen.includes(value)) return "[circular]";
    if (value instanceof Error) return describe(value);
    if (value instanceof Date) return isNaN(value) ? "Invalid Date" : value.toISOString();
    if (value instanceof RegExp) return String(value);
    const within = [...seen, value];
    const show = (item) => inspect(item, within);
    if (value instanceof Map) return braces("Map ", [...value].map(([key, item]) => `${show(key)} => ${show(item)}`));
    if (value instanceof Set) return braces("Set ", [...value].map(show));
    if (ArrayBuffer.isView(value) && !(value instanceof DataView)) return `${value.constructor.name} [${[...value].map(show).join(", ")}]`;
    if (Array.isArray(value)) return `[${value.map(show).join(", ")}]`;
    const name = Object.getPrototypeOf(value)?.constructor?.name;
    const fields = Object.keys(value).map((key) => `${/^[\w$]+$/.test(key) ? key : JSON.stringify(key)}: ${show(value[key])}`);
    return braces(name === undefined || name === "Object" ? "" : `${name} `, fields);
  }

  function braces(name, items) {
    return items.length === 0 ? `${name}{}` : `${name}{ ${items.join(", ")} }`;
  }

  function describe(thrown) {
    if (!(thrown instanceof Error)) return `uncaught: ${inspect(thrown, [undefined])}`;
    const frames = String(thrown.stack ?? "").trimEnd().split("\n").filter((frame) => !/[ (]souk:prelude:|\(native\)/.test(frame));
    return [String(thrown), ...frames].filter((line) => line !== "").join("\n");
  }

  const print = (...values) => native.write(1, `${values.map((value) => inspect(value)).join(" ")}\n`);
  const log = (...values) => native.write(2, `${values.map((value) => inspect(value)).join(" ")}\n`);

  // ---- what an agent wants done ----

  function littleEndian(amount) {
    const units = typeof amount === "number" && Number.isSafeInteger(amount) ? BigInt(amount) : amount;
    if (typeof units !== "bigint" || units < 0n || units >> 128n !== 0n) {
      throw new TypeError("an amount is a BigInt of base units from 0 to 2^128 - 1");
    }
    const view = new DataView(new ArrayBuffer(AMOUNT_BYTES));
    view.setBigUint64(0, units & U64, true);
    view.setBigUint64(8, units >> 64n, true);
    return new Uint8Array(view.buffer);
  }

  function hexBytes(text, count, what) {
    if (typeof text !== "string" || text.length !== 2 + 2 * count || !/^0x[0-9a-fA-F]*$/.test(text)) {
      throw new TypeError(`${what} is a string: 0x and ${2 * count} hexadecimal digits`);
    }
    return Uint8Array.from({ length: count }, (_, i) => parseInt(text.slice(2 + 2 * i, 4 + 2 * i), 16));
  }

  const address = (text) => hexBytes(text, ADDRESS_BYTES, "an address");
  const hex = (bytes) => `0x${[...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("")}`;

  function joined(...parts) {
    const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) {
      whole.set(part, at);
      at += part.length;
    }
    return whole;
  }

  function add(kind, name, ...parts) {
    const error = native.effect(kind, joined(...parts));
    if (error !== 0) throw new Error(`souk.${name} failed with WASI's error ${error}`);
  }

  function pay(to, amount) {
    add(PAY, "pay", address(to), littleEndian(amount));
  }

  function send(to, body, value = 0n) {
    const bytes = bytesOf(body);
    if (bytes.length > MOST_BODY_BYTES) throw new RangeError(`a message has at most ${MOST_BODY_BYTES} bytes, not ${bytes.length}`);
    add(SEND, "send", address(to), littleEndian(value), bytes);
  }

  function bigEndian(amount) {
    return littleEndian(amount).reverse();
  }

  function spawn(job, budget) {
    const hashes = ["module", "input", "mounts", "arguments", "chunks"].map((name) =>
      name in job ? hexBytes(job[name], 32, name) : new Uint8Array(32));
    const isAgent = job.turnLimit > 0;
    const numbers = [[isAgent ? 1 : 0, 1], [job.fuelLimit, 8], [job.memoryLimit, 4], [job.turnLimit ?? 0, 1], [job.priceCeiling, 16]];
    const encoded = numbers.map(([number, bytes]) => bigEndian(number).subarray(AMOUNT_BYTES - bytes));
    add(SPAWN, "spawn", ...hashes, ...encoded, littleEndian(budget));
  }

  function sleep(until) {
    if (!Number.isSafeInteger(until)) throw new TypeError("a time is a whole number of seconds of Unix time");
    add(SLEEP, "sleep", new Uint8Array(new BigInt64Array([BigInt(until)]).buffer));
  }

  function end(heir) {
    add(END, "end", address(heir));
  }

  // ---- turns ----

  function unsigned(view, at) {
    return view.getBigUint64(at, true) | (view.getBigUint64(at + 8, true) << 64n);
  }

  function readMessage(index) {
    const bytes = native.message(index);
    const view = new DataView(bytes.buffer);
    const body = bytes.slice(ADDRESS_BYTES + AMOUNT_BYTES);
    return {
      from: hex(bytes.subarray(0, ADDRESS_BYTES)),
      value: unsigned(view, ADDRESS_BYTES),
      body,
      text: () => native.decode(body),
    };
  }

  function readAccount() {
    const bytes = native.account();
    return bytes === undefined
      ? null
      : { address: hex(bytes.subarray(0, ADDRESS_BYTES)), balance: unsigned(new DataView(bytes.buffer), ADDRESS_BYTES) };
  }

  function turnObject() {
    const view = new DataView(native.turn().buffer);
    const [number, limit, first] = [0, 4, 12].map((at) => view.getUint32(at, true));
    let account, inbox;
    return {
      number, limit, first,
      isLast: number - first + 1 === limit,
      postedAt: Number(view.getBigUint64(16, true)),
      fuel: Number(view.getBigUint64(24, true)),
      budget: unsigned(view, 32),
      get account() {
        return (account ??= readAccount());
      },
      get inbox() {
        return (inbox ??= Array.from({ length: view.getUint32(8, true) }, (_, index) => readMessage(index)));
      },
    };
  }

  let path;
  let namespace = {};

  // A script's own `const turn = ...` is no property of the global object.
  function turnFunction() {
    const found = namespace.turn ?? (0, eval)("typeof turn === 'function' ? turn : undefined");
    if (typeof found !== "function") throw new TypeError(`${path} has no turn function: define or export one`);
    return found;
  }

  function start() {
    const [, script, ...args] = native.arguments();
    const variables = native.environment().map((text) => [text.slice(0, text.indexOf("=")), text.slice(text.indexOf("=") + 1)]);
    path = script;
    Object.assign(souk, { script, args, env: Object.fromEntries(variables) });
    Object.freeze(souk);
    if (path === undefined) throw new TypeError("the first argument is the path of a mounted script");
    const [done, exported] = native.evaluate(path);
    namespace = exported ?? {};
    return done;
  }

  // ---- globals ----

  class TextEncoder {
    get encoding() {
      return "utf-8";
    }
    encode(text = "") {
      return native.encode(String(text));
    }
  }

  class TextDecoder {
    get encoding() {
      return "utf-8";
    }
    decode(bytes = new Uint8Array()) {
      return native.decode(bytesOf(bytes));
    }
  }

  const souk = {
    input: () => native.input(),
    inputText: () => native.decode(native.input()),
    readFile: (file) => native.read(String(file)),
    readText: (file) => native.decode(native.read(String(file))),
    write: (content) => native.write(1, bytesOf(content)),
    exit: (code = 0) => native.exit(code | 0),
    pay, send, spawn, sleep, end,
  };
  const console = { log: print, info: print, debug: print, error: log, warn: log };
  const globals = { souk, console, print, TextEncoder, TextDecoder };
  for (const [name, value] of Object.entries(globals)) {
    Object.defineProperty(globalThis, name, { value, writable: true, configurable: true, enumerable: false });
  }
  Math.random = () => native.random();

  return { start, turn: () => turnFunction()(turnObject()), describe };
})
