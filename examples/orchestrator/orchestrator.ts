// An agent that has work done by others. A customer pays it to have examples/iris run over a data set cut into parts. Each part is a job of its
// own; what the jobs wrote comes by mail from anybody, and is held against the digests the contract tells. The agent puts it together, pays
// another agent to check the whole, answers, and keeps what is left. The whole is the output of that turn; its digest is in the answer.
import { Address, Amount, ChildEnd, ChildJob, Hash, Message } from "../../runtime/guest/assemblyscript";
import { currentTurn, print, readMessage, send } from "../../runtime/guest/assemblyscript";
import { sha256, sha256Of } from "../lib/sha256";
import { merge } from "./irises";
import { Order } from "./order";

/** Base units that the agent wants for itself, above what the jobs and the check may cost. */
const LEAST_MARGIN = new Amount(500_000);
const MOST_PARTS = 16;
/** Texts it keeps for outcomes to come. */
const MOST_TEXTS = 32;
const FUEL: u64 = 100_000_000;
const MEMORY_PAGES: u32 = 64;
const CEILING: u64 = 2_500_000;

/** A part of the order in hand. */
class Part {
  isOver: bool = false;
  isRight: bool = false;
  output: Hash = new Hash();
}

let order: Order | null = null;
let parts: Part[] = [];
/** Number of the turn that asked for the parts; their effects are the turn's first ones. */
let askedIn: u32 = 0;
let spent = new Amount();
/** What somebody said the outputs are, by digest. */
let texts = new Map<string, string>();
let summary = "";
let digest = new Hash();
let isChecked = false;
let served = 0;

function costOf(asked: Order): Amount {
  let cost = asked.checkPrice + LEAST_MARGIN;
  for (let i = 0; i < asked.parts.length; i++) cost = cost + jobOf(asked, i).escrow;
  return cost;
}

function jobOf(asked: Order, part: i32): ChildJob {
  const source = asked.parts[part];
  return new ChildJob(asked.module, source.input, source.chunks, FUEL, MEMORY_PAGES, CEILING);
}

/** Posts a job for each part. The turn has no effect before these. */
function begin(asked: Order, turn: u32): void {
  order = asked;
  askedIn = turn;
  parts = [];
  spent = new Amount();
  isChecked = false;
  for (let i = 0; i < asked.parts.length; i++) {
    jobOf(asked, i).spawn();
    parts.push(new Part());
  }
}

function refusal(asked: Order | null): string {
  if (asked == null) return "not understood";
  if (order != null) return "busy";
  if (asked.parts.length > MOST_PARTS) return `at most ${MOST_PARTS} parts`;
  const cost = costOf(asked);
  return asked.paid < cost ? `that costs ${cost.toString()}` : "";
}

function close(text: string, value: Amount): void {
  send(order!.customer, text, value);
  order = null;
  texts.clear();
}

/** Gives back what was not spent. */
function giveUp(reason: string): string {
  const paid = order!.paid;
  close(reason, spent < paid ? paid - spent : new Amount());
  return "";
}

/** Number of a part that is over and came to nothing; -1 if there is none. */
function failedPart(): i32 {
  for (let i = 0; i < parts.length; i++) {
    if (!parts[i].isRight) return i;
  }
  return -1;
}

function note(end: ChildEnd): void {
  if (order == null || end.turn != askedIn || end.effect >= <u32>parts.length) return;
  const part = parts[end.effect];
  part.isOver = true;
  part.isRight = end.isRight;
  part.output = end.output;
  spent = spent + end.cost;
}

function keep(message: Message): void {
  if (order != null && texts.size < MOST_TEXTS) texts.set(sha256(message.body).toString(), message.text);
}

/** What the checker says. */
function conclude(verdict: string): void {
  if (verdict == `right ${digest.toString()}`) {
    served++;
    close(`done ${digest.toString()}\n${summary}`, new Amount());
  } else {
    spent = spent + order!.checkPrice;
    giveUp(`the checker says: ${verdict}`);
  }
}

/** Puts the parts together once all are over and all texts are there, has the whole checked, and gives it; else nothing. */
function goOn(): string {
  const asked = order!;
  const tables: string[] = [];
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i];
    if (!part.isOver) return "";
    const output = part.output.toString();
    if (part.isRight && texts.has(output)) tables.push(texts.get(output));
  }
  const failed = failedPart();
  if (failed >= 0) return giveUp(`part ${failed} could not be done`);
  if (tables.length < parts.length) return "";
  const merged = merge(tables);
  if (merged == null) return giveUp("the parts do not fit together");
  summary = merged.summary;
  digest = sha256Of(merged.table);
  isChecked = true;
  const whole = asked.whole;
  const job = `${asked.module.toString()} ${whole.input.toString()} ${whole.chunks.toString()}`;
  send(asked.checker, `check ${job} ${digest.toString()}`, asked.checkPrice);
  return merged.table;
}

function hear(message: Message, turn: u32): void {
  const end = ChildEnd.of(message);
  if (end != null) return note(end);
  if (message.from == new Address()) return;
  if (order != null && isChecked && message.from == order!.checker) return conclude(message.text);
  if (!message.text.startsWith("module ")) return keep(message);
  const asked = Order.parse(message);
  const reason = refusal(asked);
  if (reason.length == 0) begin(asked!, turn);
  else send(message.from, reason, message.value);
}

export function turn(): void {
  const turn = currentTurn();
  for (let i: u32 = 0; i < turn.messages; i++) hear(readMessage(i), turn.number);
  const table = order != null && !isChecked ? goOn() : "";
  print(table.length > 0 ? table : `turn ${turn.number}: ${order == null ? "idle" : "working"}, ${served} orders served\n`);
}
