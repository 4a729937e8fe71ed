// An agent that checks others' results for a price. Who asks names a module, an input, and the digest the output should have; the checker has
// the module run once more, as a job of its own, and answers "right" or "wrong" with the digest it found.
import { Address, Amount, ChildEnd, ChildJob, Hash, Message } from "../../runtime/guest/assemblyscript";
import { currentTurn, print, readMessage, send } from "../../runtime/guest/assemblyscript";

/** Base units for a check, its job included. */
const PRICE = new Amount(1_500_000);
const FUEL: u64 = 400_000_000;
const MEMORY_PAGES: u32 = 64;
const CEILING: u64 = 2_500_000;

/** A check that was paid, and whose job runs. */
class Check {
  constructor(
    public customer: Address,
    public paid: Amount,
    public claimed: Hash,
    /** Number of the turn and of the effect that asked for its job. */
    public turn: u32,
    public effect: u32,
  ) {}
}

let checks: Check[] = [];
let answered = 0;

/** Effects of this turn so far. */
let effects: u32 = 0;

function tell(to: Address, text: string, value: Amount): void {
  send(to, text, value);
  effects++;
}

/** "check MODULE INPUT CHUNKS OUTPUT", each of the four a hash. */
function take(order: Message, turn: u32): void {
  const words = order.text.split(" ");
  if (words.length != 5 || words[0] != "check") return tell(order.from, "not understood", order.value);
  const module = Hash.parse(words[1]);
  const input = Hash.parse(words[2]);
  const chunks = Hash.parse(words[3]);
  const claimed = Hash.parse(words[4]);
  if (!module || !input || !chunks || !claimed) return tell(order.from, "not understood", order.value);
  if (order.value < PRICE) return tell(order.from, `a check costs ${PRICE.toString()}`, order.value);
  new ChildJob(module, input, chunks, FUEL, MEMORY_PAGES, CEILING).spawn();
  checks.push(new Check(order.from, order.value, claimed, turn, effects++));
}

/** Gives its word; what it did not find out it gives the money back for, less what the job has cost. */
function answer(end: ChildEnd): void {
  for (let i = 0; i < checks.length; i++) {
    const check = checks[i];
    if (check.turn != end.turn || check.effect != end.effect) continue;
    checks.splice(i, 1);
    answered++;
    if (end.isRight) {
      const verdict = end.output == check.claimed ? "right" : "wrong";
      return tell(check.customer, `${verdict} ${end.output.toString()}`, new Amount());
    }
    return tell(check.customer, `unknown ${check.claimed.toString()}`, end.cost < check.paid ? check.paid - end.cost : new Amount());
  }
}

export function turn(): void {
  const turn = currentTurn();
  effects = 0;
  for (let i: u32 = 0; i < turn.messages; i++) {
    const message = readMessage(i);
    const end = ChildEnd.of(message);
    if (end != null) answer(end);
    else if (!(message.from == new Address())) take(message, turn.number);
  }
  print(`turn ${turn.number}: ${answered} answered, ${checks.length} on their way\n`);
}
