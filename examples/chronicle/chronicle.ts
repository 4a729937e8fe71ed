// An agent that keeps a chronicle for whoever pays. Each turn adds an entry, the hash of the one before and of what was said since. Who pays
// buys entries; while there are any it wakes by itself, and when none is left it waits for mail.
import { Address, Amount, Message } from "../../runtime/guest/assemblyscript";
import { currentTurn, print, readMessage, send, sleep } from "../../runtime/guest/assemblyscript";
import { Hash } from "../../runtime/guest/assemblyscript";
import { sha256Of } from "../lib/sha256";

/** Base units for an entry. */
const PRICE: u64 = 50_000;
const SECONDS_BETWEEN = 1;

let newest = new Hash();
let entries = 0;

/** Entries that are paid and not written. */
let paid: u64 = 0;

/** Who pays for fewer than one gets a thanks and no receipt. */
function hear(message: Message): string {
  const bought = message.value.low / PRICE;
  paid += bought;
  if (bought > 0) send(message.from, `${bought} entries from ${entries} on`);
  return `${message.from.toString()} ${message.value.toString()} ${message.text}\n`;
}

export function turn(): void {
  const turn = currentTurn();
  let said = "";
  for (let i: u32 = 0; i < turn.messages; i++) said += hear(readMessage(i));
  newest = sha256Of(`${newest.toString()} ${entries} ${turn.postedAt}\n${said}`);
  entries++;
  if (paid > 0) paid--;
  print(`entry ${entries}: ${newest.toString()}, ${paid} more are paid\n`);
  if (paid > 0) sleep(<i64>turn.postedAt + SECONDS_BETWEEN);
}
