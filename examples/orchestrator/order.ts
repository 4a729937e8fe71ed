// What a customer asks for.
import { Address, Amount, Hash, Message } from "../../runtime/guest/assemblyscript";

/** A blob that jobs read: its SHA-256, and what their work says of its chunks and the module's. */
export class Source {
  constructor(
    public input: Hash,
    public chunks: Hash,
  ) {}
}

/** One order: `module`, `checker`, `whole` and a `part` for each child, a line each. */
export class Order {
  module: Hash = new Hash();
  checker: Address = new Address();
  checkPrice: Amount = new Amount();
  parts: Source[] = [];

  constructor(
    public customer: Address,
    public paid: Amount,
    public whole: Source,
  ) {}

  /** Reads one; null if it is none. */
  static parse(message: Message): Order | null {
    const nothing = new Source(new Hash(), new Hash());
    const order = new Order(message.from, message.value, nothing);
    const lines = message.text.split("\n");
    for (let i = 0; i < lines.length; i++) {
      if (lines[i].length > 0 && !order.read(lines[i].split(" "))) return null;
    }
    return order.parts.length == 0 || order.whole == nothing ? null : order;
  }

  private read(words: string[]): bool {
    if (words.length < 2) return false;
    if (words[0] == "module") {
      const module = Hash.parse(words[1]);
      if (!module) return false;
      this.module = module;
      return true;
    }
    if (words.length != 3) return false;
    return words[0] == "checker" ? this.readChecker(words[1], words[2]) : this.readSource(words);
  }

  private readChecker(account: string, price: string): bool {
    const checker = Address.parse(account);
    if (!checker || price.length == 0 || price.length > 15) return false;
    let units: u64 = 0;
    for (let i = 0; i < price.length; i++) {
      const digit = price.charCodeAt(i) - 48;
      if (digit < 0 || digit > 9) return false;
      units = units * 10 + digit;
    }
    this.checker = checker;
    this.checkPrice = new Amount(units);
    return true;
  }

  private readSource(words: string[]): bool {
    const input = Hash.parse(words[1]);
    const chunks = Hash.parse(words[2]);
    if (!input || !chunks) return false;
    const source = new Source(input, chunks);
    if (words[0] == "part") this.parts.push(source);
    else if (words[0] == "whole") this.whole = source;
    else return false;
    return true;
  }
}
