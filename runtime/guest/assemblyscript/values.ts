// Accounts, money and hashes.

export const ADDRESS_BYTES = 20;
export const AMOUNT_BYTES = 16;
export const HASH_BYTES = 32;

function digitOf(code: i32): i32 {
  if (code >= 48 && code <= 57) return code - 48;
  const letter = code | 32;
  return letter >= 97 && letter <= 102 ? letter - 87 : -1;
}

/** An account. */
export class Address {
  /** Its 20 bytes. */
  bytes: StaticArray<u8> = new StaticArray<u8>(ADDRESS_BYTES);

  /** Reads 0x and 40 hexadecimal digits; null if the text is anything else. */
  static parse(text: string): Address | null {
    if (text.length != 2 + 2 * ADDRESS_BYTES || !text.startsWith("0x")) return null;
    const address = new Address();
    for (let i = 0; i < ADDRESS_BYTES; i++) {
      const high = digitOf(text.charCodeAt(2 + 2 * i));
      const low = digitOf(text.charCodeAt(3 + 2 * i));
      if (high < 0 || low < 0) return null;
      address.bytes[i] = <u8>(high << 4 | low);
    }
    return address;
  }

  /** 0x and 40 lower-case hexadecimal digits. */
  toString(): string {
    let text = "0x";
    for (let i = 0; i < ADDRESS_BYTES; i++) {
      text += (this.bytes[i] >> 4).toString(16) + (this.bytes[i] & 15).toString(16);
    }
    return text;
  }

  @operator("==")
  equals(other: Address): bool {
    return memory.compare(changetype<usize>(this.bytes), changetype<usize>(other.bytes), ADDRESS_BYTES) == 0;
  }
}

/** Money in the token's base units, 0 to 2^128 - 1. */
export class Amount {
  constructor(
    /** The lower 64 bits. */
    public low: u64 = 0,
    /** The upper 64 bits. */
    public high: u64 = 0,
  ) {}

  /** The sum; what does not fit into 128 bits is lost. */
  @operator("+")
  plus(other: Amount): Amount {
    const low = this.low + other.low;
    return new Amount(low, this.high + other.high + (low < this.low ? 1 : 0));
  }

  /** The difference; the other must not be larger. */
  @operator("-")
  minus(other: Amount): Amount {
    return new Amount(this.low - other.low, this.high - other.high - (this.low < other.low ? 1 : 0));
  }

  @operator("<")
  isLess(other: Amount): bool {
    return this.high < other.high || (this.high == other.high && this.low < other.low);
  }

  @operator("==")
  equals(other: Amount): bool {
    return this.high == other.high && this.low == other.low;
  }

  /** In decimal. */
  toString(): string {
    let high = this.high;
    let low = this.low;
    let text = "";
    do {
      let rest: u64 = 0;
      for (let bit = 127; bit >= 0; bit--) {
        const word = bit >= 64 ? high >> (bit - 64) : low >> bit;
        rest = rest << 1 | (word & 1);
        const one: u64 = rest >= 10 ? 1 : 0;
        rest -= 10 * one;
        if (bit >= 64) {
          high = high & ~(<u64>1 << (bit - 64)) | one << (bit - 64);
        } else {
          low = low & ~(<u64>1 << bit) | one << bit;
        }
      }
      text = rest.toString() + text;
    } while (low != 0 || high != 0);
    return text;
  }
}

/** A hash, such as the SHA-256 of a blob. */
export class Hash {
  /** Its 32 bytes. */
  bytes: StaticArray<u8> = new StaticArray<u8>(HASH_BYTES);

  /** Reads 0x and 64 hexadecimal digits; null if the text is anything else. */
  static parse(text: string): Hash | null {
    if (text.length != 2 + 2 * HASH_BYTES || !text.startsWith("0x")) return null;
    const hash = new Hash();
    for (let i = 0; i < HASH_BYTES; i++) {
      const high = digitOf(text.charCodeAt(2 + 2 * i));
      const low = digitOf(text.charCodeAt(3 + 2 * i));
      if (high < 0 || low < 0) return null;
      hash.bytes[i] = <u8>(high << 4 | low);
    }
    return hash;
  }

  /** 0x and 64 lower-case hexadecimal digits. */
  toString(): string {
    let text = "0x";
    for (let i = 0; i < HASH_BYTES; i++) {
      text += (this.bytes[i] >> 4).toString(16) + (this.bytes[i] & 15).toString(16);
    }
    return text;
  }

  @operator("==")
  equals(other: Hash): bool {
    return memory.compare(changetype<usize>(this.bytes), changetype<usize>(other.bytes), HASH_BYTES) == 0;
  }
}
