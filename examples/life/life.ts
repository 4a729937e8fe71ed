// An agent with a garden that lives on from turn to turn by Conway's rules. Messages sow it, one each turn, and what grows belongs to
// those whose seed it came from.
import { Address, currentTurn, pay, print, readMessage, send, Turn } from "../../runtime/guest/assemblyscript";

const WIDTH = 48;
const HEIGHT = 20;
const GENERATIONS_A_TURN = 12;
const LETTERS = "abcdefghijklmnopqrstuvwxyz";

/** Seeds by name: rows of cells. */
const SEEDS = new Map<string, string[]>();
SEEDS.set("glider", [".#.", "..#", "###"]);
SEEDS.set("acorn", [".#.....", "...#...", "##..###"]);
SEEDS.set("blinker", ["###"]);
SEEDS.set("pentomino", [".##", "##.", ".#."]);

/** Whose cell it is: a gardener's number from 1, or 0 for bare soil. */
let garden = new StaticArray<u8>(WIDTH * HEIGHT);
let next = new StaticArray<u8>(WIDTH * HEIGHT);
const gardeners: Address[] = [];
let generation = 0;

function cellAt(column: i32, row: i32): i32 {
  return ((row + HEIGHT) % HEIGHT) * WIDTH + ((column + WIDTH) % WIDTH);
}

/** Sows "NAME COLUMN ROW"; says what is wrong with it otherwise. */
function sow(text: string, from: Address): string {
  const words = text.split(" ");
  if (words.length != 3 || !SEEDS.has(words[0])) return "a seed is NAME COLUMN ROW, with a NAME of " + SEEDS.keys().join(", ");
  const column = parseInt(words[1]);
  const row = parseInt(words[2]);
  if (!(column >= 0 && column < WIDTH && row >= 0 && row < HEIGHT)) return `the garden is ${WIDTH} by ${HEIGHT}`;
  if (gardeners.length == LETTERS.length) return "the garden has no room for another gardener";
  gardeners.push(from);
  const rows = SEEDS.get(words[0]);
  for (let y = 0; y < rows.length; y++) {
    for (let x = 0; x < rows[y].length; x++) {
      if (rows[y].charAt(x) == "#") garden[cellAt(<i32>column + x, <i32>row + y)] = <u8>gardeners.length;
    }
  }
  return "";
}

/** The owner two of three parents agree on, or the first. */
function heir(first: u8, second: u8, third: u8): u8 {
  return second == third ? second : first;
}

function grow(): void {
  const parents = new StaticArray<u8>(8);
  for (let row = 0; row < HEIGHT; row++) {
    for (let column = 0; column < WIDTH; column++) {
      let count = 0;
      for (let y = -1; y <= 1; y++) {
        for (let x = -1; x <= 1; x++) {
          const owner = garden[cellAt(column + x, row + y)];
          if (owner != 0 && (x != 0 || y != 0)) parents[count++] = owner;
        }
      }
      const at = cellAt(column, row);
      next[at] = garden[at] != 0 ? (count == 2 || count == 3 ? garden[at] : 0) : count == 3 ? heir(parents[0], parents[1], parents[2]) : 0;
    }
  }
  const before = garden;
  garden = next;
  next = before;
  generation++;
}

function show(): void {
  for (let row = 0; row < HEIGHT; row++) {
    let line = "";
    for (let column = 0; column < WIDTH; column++) {
      const owner = garden[cellAt(column, row)];
      line += owner == 0 ? "." : LETTERS.charAt(owner - 1);
    }
    print(line + "\n");
  }
}

function cellsOf(gardener: i32): i32 {
  let count = 0;
  for (let i = 0; i < garden.length; i++) {
    if (garden[i] == gardener + 1) count++;
  }
  return count;
}

/** Tells every gardener what is theirs, and pays the budget to the one with the most. */
function harvest(turn: Turn): void {
  let best = -1;
  for (let i = 0; i < gardeners.length; i++) {
    const cells = cellsOf(i);
    send(gardeners[i], `${cells} cells after ${generation} generations`);
    if (cells > 0 && (best < 0 || cells > cellsOf(best))) best = i;
  }
  if (best >= 0) pay(gardeners[best], turn.budget);
}

export function turn(): void {
  const turn = currentTurn();
  const index = turn.number - turn.first;
  if (index < turn.messages) {
    const message = readMessage(index);
    const objection = sow(message.text, message.from);
    if (objection != "") send(message.from, objection, message.value);
  }
  for (let i = 0; i < GENERATIONS_A_TURN; i++) grow();
  print(`turn ${turn.number}, generation ${generation}\n`);
  show();
  if (turn.isLast) harvest(turn);
}
