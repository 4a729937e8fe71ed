// Tables of examples/iris, made of parts of one data set, put together as if it had been one.

const HEADER = "row,species,predicted,sure %,stable %";
const SPECIES: StaticArray<string> = ["setosa", "versicolor", "virginica"];
const KINDS = 3;
const FIELDS = 5;

/** A share of one as a percentage with one decimal, rounded down. */
function percent(share: f64): string {
  const thousandths = <i32>(share * 1000);
  return `${thousandths / 10}.${thousandths % 10}`;
}

/** What all rows together say. */
class Tally {
  rows: i32 = 0;
  right: i32 = 0;
  stable: i32 = 0;
  confusion: StaticArray<i32> = new StaticArray<i32>(KINDS * KINDS);

  /** Takes a row and gives it its number in the whole; empty if it is none. */
  add(row: string): string {
    const fields = row.split(",");
    if (fields.length != FIELDS) return "";
    const species = SPECIES.indexOf(fields[1]);
    const predicted = SPECIES.indexOf(fields[2]);
    if (species < 0 || predicted < 0) return "";
    this.rows++;
    if (species == predicted) this.right++;
    if (fields[4] == "100.0") this.stable++;
    this.confusion[species * KINDS + predicted]++;
    fields[0] = this.rows.toString();
    return fields.join(",");
  }

  toString(): string {
    let text = `rows      ${this.rows}\n`;
    text += `accuracy  ${this.right} right, ${percent(<f64>this.right / <f64>this.rows)}%\n`;
    text += `stable    ${this.stable} whatever the measuring error, ${percent(<f64>this.stable / <f64>this.rows)}%\n`;
    for (let i = 0; i < KINDS * KINDS; i++) {
      const count = this.confusion[i];
      if (i % (KINDS + 1) != 0 && count > 0) text += `confused  ${count} ${SPECIES[i / KINDS]} taken for ${SPECIES[i % KINDS]}\n`;
    }
    return text;
  }
}

/** The table of the whole, and what it says in short. */
export class Merged {
  constructor(
    public table: string,
    public summary: string,
  ) {}
}

/** Puts tables together; null if one is no such table. */
export function merge(tables: string[]): Merged | null {
  const tally = new Tally();
  const rows = [HEADER];
  for (let i = 0; i < tables.length; i++) {
    const lines = tables[i].split("\n");
    if (lines[0] != HEADER) return null;
    for (let j = 1; j < lines.length && lines[j].length > 0; j++) {
      const row = tally.add(lines[j]);
      if (row.length == 0) return null;
      rows.push(row);
    }
  }
  if (tally.rows == 0) return null;
  const summary = tally.toString();
  return new Merged(`${rows.join("\n")}\n\n${summary}`, summary);
}
