// An agent with an account that keeps a till over its whole life. Who sends the first message owns it; everybody who sends money gets a
// receipt; and the owner is paid what is in the till upon "pay out", and gets all there is upon "close".
import { Account, Address, Amount, Message, Turn } from "../../runtime/guest/assemblyscript";
import { currentAccount, currentTurn, end, fail, pay, print, readMessage, send } from "../../runtime/guest/assemblyscript";

let owner: Address | null = null;
let till = new Amount();
let receipts = 0;

/** What this job has paid. */
let paid = new Amount();

function least(one: Amount, other: Amount): Amount {
  return one < other ? one : other;
}

/** Pays the owner what is in the till, as far as the job's budget and the account go. */
function payOut(to: Address, budget: Amount, balance: Amount): void {
  const due = least(till, least(budget, balance) - paid);
  pay(to, due);
  till = till - due;
  paid = paid + due;
}

function take(message: Message): void {
  till = till + message.value;
  receipts++;
  send(message.from, `receipt ${receipts}: ${message.value.toString()}`);
}

function serve(message: Message, turn: Turn, account: Account): void {
  const master = owner ? owner! : message.from;
  owner = master;
  if (new Amount() < message.value) take(message);
  if (message.from == master) {
    if (message.text == "pay out") payOut(master, turn.budget, account.balance);
    if (message.text == "close") end(master);
  }
}

/** One message each turn, and in a job's last turn all that are left. */
export function turn(): void {
  const turn = currentTurn();
  const account = currentAccount();
  if (account == null) return fail("a till needs an account");
  const index = turn.number - turn.first;
  if (index == 0) paid = new Amount();
  const behind = turn.isLast ? turn.messages : min(index + 1, turn.messages);
  for (let i = index; i < behind; i++) serve(readMessage(i), turn, account);
  print(`turn ${turn.number} of ${account.address.toString()}: ${receipts} receipts, ${till.toString()} in the till\n`);
}
