// Child jobs, and what the contract of agents says of them; docs/agent-abi.md and IAgents.sol have the bytes.
import { Message, spawn } from "./index";
import { Address, Amount, HASH_BYTES, Hash } from "./values";

const CHILD_JOB_BYTES = 190;
const END_BYTES = 120;
const CHILD_ENDED: u8 = 1;
const SETTLED: u8 = 0;

/** A command an agent wants run. */
export class ChildJob {
  mounts: Hash = new Hash();
  arguments: Hash = new Hash();

  constructor(
    /** SHA-256 of the module. */
    public module: Hash,
    /** SHA-256 of the input. */
    public input: Hash,
    /** What the job's work says of the chunks of both. */
    public chunks: Hash,
    public fuelLimit: u64,
    /** In pages of 64 KiB. */
    public memoryLimit: u32,
    /** Base units per 10^9 fuel. */
    public priceCeiling: u64,
  ) {}

  /** What it may cost: the price ceiling times the fuel limit, rounded up. */
  get escrow(): Amount {
    const whole = this.fuelLimit / 1_000_000_000;
    const rest = this.fuelLimit % 1_000_000_000;
    return new Amount(this.priceCeiling * whole + (this.priceCeiling * rest + 999_999_999) / 1_000_000_000);
  }

  /** Wants it posted, for what it may cost. */
  spawn(): void {
    const form = new StaticArray<u8>(CHILD_JOB_BYTES);
    const at = changetype<usize>(form);
    put(at, this.module);
    put(at + 32, this.input);
    put(at + 64, this.mounts);
    put(at + 96, this.arguments);
    put(at + 128, this.chunks);
    store<u64>(at + 161, bswap(this.fuelLimit));
    store<u32>(at + 169, bswap(this.memoryLimit));
    store<u64>(at + 182, bswap(this.priceCeiling));
    spawn(form, this.escrow);
  }
}

/** What came of a child job. */
export class ChildEnd {
  /** Number of the turn that asked for it, and of the effect in that turn. */
  turn: u32 = 0;
  effect: u32 = 0;
  /** Whether it was run and paid; else nobody did. */
  isSettled: bool = false;
  /** Of a settled one: 0 if it exited with 0. */
  exitStatus: u64 = 0;
  /** Of a settled one: SHA-256 of the output. */
  output: Hash = new Hash();
  cost: Amount = new Amount();

  /** Reads a message; null if it is not the contract's, or about something else. */
  static of(message: Message): ChildEnd | null {
    const body = message.body;
    if (!(message.from == new Address()) || body.length != END_BYTES || body[0] != CHILD_ENDED) return null;
    const at = body.dataStart;
    const end = new ChildEnd();
    end.turn = bswap(load<u32>(at + 1));
    end.effect = bswap(load<u16>(at + 5));
    end.isSettled = body[39] == SETTLED;
    end.exitStatus = bswap(load<u64>(at + 40));
    memory.copy(changetype<usize>(end.output.bytes), at + 48, HASH_BYTES);
    end.cost = new Amount(bswap(load<u64>(at + 96)), bswap(load<u64>(at + 88)));
    return end;
  }

  /** Whether it ended as a command that found nothing wrong. */
  get isRight(): bool {
    return this.isSettled && this.exitStatus == 0;
  }
}

function put(at: usize, hash: Hash): void {
  memory.copy(at, changetype<usize>(hash.bytes), HASH_BYTES);
}
