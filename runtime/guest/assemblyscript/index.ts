// What an agent imports. Whatever a host call refuses ends the job with status 2 and a line in the log, and the turn is dropped.
import * as host from "./host";
import { ADDRESS_BYTES, AMOUNT_BYTES, Address, Amount, Hash } from "./values";

export { Address, Amount, Hash };
export { ChildEnd, ChildJob } from "./children";

/** Most bytes in a message. */
export const MOST_BODY_BYTES: u32 = 4096;
/** Bytes of a child job in the form of docs/agent-abi.md. */
export const CHILD_JOB_BYTES = 190;

const STDOUT: u32 = 1;
const STDERR: u32 = 2;
const NO_ENTRY = 44;
const TURN_BYTES = 48;
const AMOUNT_AT = 32;

/** Room for what hosts read and write: a turn, or an account, an amount and a size. */
const room = memory.data(TURN_BYTES);
const vector = memory.data(8);
const written = memory.data(4);

/** What there is to know about a turn. */
export class Turn {
  /** Of this turn in the agent's life, from 0; without an account, in the job. */
  number: u32 = 0;
  /** Number of the job's first turn; without an account, 0. */
  first: u32 = 0;
  /** Turns this job may take, 1..64. */
  limit: u32 = 0;
  /** Messages in the inbox, 0..256. */
  messages: u32 = 0;
  /** When the job was posted: seconds of Unix time. */
  postedAt: u64 = 0;
  /** Fuel a turn may use. */
  fuel: u64 = 0;
  /** Most the job's effects may move. */
  budget: Amount = new Amount();

  /** Whether the job has no further turn. */
  get isLast(): bool {
    return this.number - this.first + 1 == this.limit;
  }
}

/** The account of an agent. */
export class Account {
  constructor(
    public address: Address,
    /** What it can spend, as it was when the job was posted. */
    public balance: Amount,
  ) {}
}

/** What somebody sent. */
export class Message {
  constructor(
    public from: Address,
    public value: Amount,
    public body: Uint8Array,
  ) {}

  /** The body read as UTF-8. */
  get text(): string {
    return String.UTF8.decodeUnsafe(this.body.dataStart, this.body.length);
  }
}

/** The turn that is running. */
export function currentTurn(): Turn {
  check("turn_info", host.turn_info(room));
  const turn = new Turn();
  turn.number = load<u32>(room);
  turn.limit = load<u32>(room, 4);
  turn.messages = load<u32>(room, 8);
  turn.first = load<u32>(room, 12);
  turn.postedAt = load<u64>(room, 16);
  turn.fuel = load<u64>(room, 24);
  turn.budget = loadAmount(AMOUNT_AT);
  return turn;
}

/** The account of the agent whose job this is; null if it is no agent's with an account. */
export function currentAccount(): Account | null {
  const error = host.account(room);
  if (error == NO_ENTRY) return null;
  check("account", error);
  return new Account(loadAddress(), loadAmount(ADDRESS_BYTES));
}

/** Message `index` of the inbox, from 0; there must be one. The inbox is the same in every turn of a job. */
export function readMessage(index: u32): Message {
  const size = room + ADDRESS_BYTES + AMOUNT_BYTES;
  const body = new Uint8Array(MOST_BODY_BYTES);
  check("inbox_read", host.inbox_read(index, room, room + ADDRESS_BYTES, body.dataStart, MOST_BODY_BYTES, size));
  return new Message(loadAddress(), loadAmount(ADDRESS_BYTES), body.slice(0, load<u32>(size)));
}

/** Wants an amount paid to an account. */
export function pay(to: Address, amount: Amount): void {
  storeAmount(amount);
  check("pay", host.pay(changetype<usize>(to.bytes), room));
}

/** Wants a message sent, with value; at most 4,096 bytes of UTF-8. */
export function send(to: Address, text: string, value: Amount = new Amount()): void {
  const body = String.UTF8.encode(text);
  storeAmount(value);
  check("send", host.send(changetype<usize>(to.bytes), room, changetype<usize>(body), body.byteLength));
}

/** Wants a job posted for at most `budget`; its 190 bytes are as docs/agent-abi.md says. */
export function spawn(job: StaticArray<u8>, budget: Amount): void {
  if (job.length != CHILD_JOB_BYTES) fail(`a child job has ${CHILD_JOB_BYTES} bytes, not ${job.length}`);
  storeAmount(budget);
  check("spawn", host.spawn(changetype<usize>(job), room));
}

/** Wants no turn before that second of Unix time; the job ends when this turn returns. */
export function sleep(until: i64): void {
  check("sleep", host.sleep(until));
}

/** Ends the agent, and leaves what it has to the heir; the job ends when this turn returns. */
export function end(heir: Address): void {
  check("end", host.end(changetype<usize>(heir.bytes)));
}

/** Adds to the job's output. */
export function print(text: string): void {
  write(STDOUT, text);
}

/** Adds to the log, which is not part of the result. */
export function log(text: string): void {
  write(STDERR, text);
}

/** Says why in the log, ends the job with status 2, and drops this turn. */
export function fail(message: string): void {
  log(`error: ${message}\n`);
  host.proc_exit(2);
}

/** What failed assertions call: name it with `--use abort=...`. */
export function abort(message: string | null, file: string | null, line: u32, column: u32): void {
  fail(`${file ? file : ""}:${line}:${column}: ${message ? message : "assertion failed"}`);
}

function loadAddress(): Address {
  const address = new Address();
  memory.copy(changetype<usize>(address.bytes), room, ADDRESS_BYTES);
  return address;
}

function loadAmount(at: usize): Amount {
  return new Amount(load<u64>(room + at), load<u64>(room + at + 8));
}

function storeAmount(amount: Amount): void {
  store<u64>(room, amount.low);
  store<u64>(room + 8, amount.high);
}

function check(name: string, error: i32): void {
  if (error != 0) fail(`${name} failed with WASI's error ${error}`);
}

function write(fd: u32, text: string): void {
  const bytes = String.UTF8.encode(text);
  let start = changetype<usize>(bytes);
  let left = <u32>bytes.byteLength;
  while (left > 0) {
    store<u32>(vector, <u32>start);
    store<u32>(vector + 4, left);
    if (host.fd_write(fd, vector, 1, written) != 0) return;
    start += load<u32>(written);
    left -= load<u32>(written);
  }
}
