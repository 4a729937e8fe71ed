// An agent that raffles off its budget: every message is tickets, one for each full PRICE of its value. The first turn sells them, each
// further turn draws a prize, and the last one ends the agent. What the variables below hold lives on from turn to turn.
const PRICE = BigInt(souk.env.PRICE ?? 100);
const PRIZES = Number(souk.env.PRIZES ?? 3);
const CHARITY = souk.env.CHARITY ?? "0x000000000000000000000000000000000000c0de";

const tickets = [];
const won = new Map();
let pot = 0n;

function sell({ from, value, text }) {
  const name = text() || "somebody";
  const count = value / PRICE;
  for (let i = 0n; i < count; i++) tickets.push({ from, name });
  pot += count * PRICE;
  print(`${name} buys ${count} of ${from}`);
  souk.send(from, `${count} tickets`, value % PRICE);
}

function draw(number) {
  const [{ from, name }] = tickets.splice(Math.floor(Math.random() * tickets.length), 1);
  const prize = pot / BigInt(PRIZES);
  won.set(name, (won.get(name) ?? 0n) + prize);
  print(`prize ${number}: ${prize} for ${name}, ${tickets.length} tickets left`);
  souk.pay(from, prize);
}

export function turn({ number, limit, budget, inbox }) {
  if (number === 0) {
    pot = budget;
    inbox.forEach(sell);
    print(`${tickets.length} tickets, ${pot} in the pot`);
  } else if (number <= PRIZES && tickets.length > 0) {
    draw(number);
  }
  if (number === PRIZES || number + 1 === limit || tickets.length === 0) {
    for (const [name, sum] of [...won].sort()) print(`${name} won ${sum}`);
    souk.end(CHARITY);
  }
}
