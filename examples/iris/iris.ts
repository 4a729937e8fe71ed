// Tells the species of iris flowers from their measurements, and how far each answer can be trusted.
import { CLASSES, INPUTS, classify, mostLikely } from "./network";
import { fail, readArguments, readInput, writeOutput } from "./wasi";

const SPECIES: StaticArray<string> = ["setosa", "versicolor", "virginica"];
const MOST_BYTES: u32 = 1 << 20;
const MOST_TOLERANCE = 10;
const MILLIMETRES_PER_CENTIMETRE: f64 = 10;

/** Each measurement is tried at this many values, evenly from -tolerance to +tolerance. */
const VARIANTS = 3;
const ALL_VARIANTS = VARIANTS * VARIANTS * VARIANTS * VARIANTS;

const measured = new StaticArray<f64>(INPUTS);
const varied = new StaticArray<f64>(INPUTS);

function digitAt(text: string, index: i32): i32 {
  return text.charCodeAt(index) - 48;
}

/** A decimal of at most five digits, such as 5.1. */
function parseDecimal(text: string, line: i32): f64 {
  let digits = 0;
  let scale = 1;
  let point = false;
  for (let i = 0; i < text.length; i++) {
    const digit = digitAt(text, i);
    if (text.charAt(i) == "." && !point && i > 0) {
      point = true;
    } else if (digit < 0 || digit > 9 || text.length > 6) {
      fail(`line ${line}: "${text}" is not a measurement in cm`);
    } else {
      digits = digits * 10 + digit;
      if (point) scale *= 10;
    }
  }
  if (text.length == 0) fail(`line ${line}: a measurement is missing`);
  return <f64>digits / <f64>scale;
}

function parseTolerance(values: string[]): i32 {
  if (values.length == 0) return 1;
  const text = values[0];
  let value = 0;
  for (let i = 0; i < text.length && value <= MOST_TOLERANCE; i++) {
    const digit = digitAt(text, i);
    value = digit < 0 || digit > 9 ? MOST_TOLERANCE + 1 : value * 10 + digit;
  }
  if (values.length > 1 || text.length == 0 || value > MOST_TOLERANCE) {
    fail(`usage: iris [TOLERANCE] < CSV, TOLERANCE in whole mm from 0 to ${MOST_TOLERANCE}`);
  }
  return value;
}

/** Fills `measured` and returns the species. */
function parseRow(text: string, line: i32): i32 {
  const fields = text.split(",");
  if (fields.length != INPUTS + 1) fail(`line ${line}: ${INPUTS} measurements and a species wanted`);
  for (let i = 0; i < INPUTS; i++) {
    measured[i] = parseDecimal(fields[i], line);
  }
  const species = SPECIES.indexOf(fields[INPUTS]);
  if (species < 0) fail(`line ${line}: unknown species "${fields[INPUTS]}"`);
  return species;
}

/** How many of all variants within the tolerance, in mm, the network takes for `species`. */
function countStable(species: i32, tolerance: i32): i32 {
  let stable = 0;
  for (let variant = 0; variant < ALL_VARIANTS; variant++) {
    let rest = variant;
    for (let i = 0; i < INPUTS; i++) {
      const share = <f64>(rest % VARIANTS) / ((VARIANTS - 1) / 2) - 1;
      varied[i] = measured[i] + (share * <f64>tolerance) / MILLIMETRES_PER_CENTIMETRE;
      rest /= VARIANTS;
    }
    if (mostLikely(classify(varied)) == species) stable++;
  }
  return stable;
}

/** A share of one as a percentage with one decimal, rounded down. */
function percent(share: f64): string {
  const thousandths = <i32>(share * 1000);
  return `${thousandths / 10}.${thousandths % 10}`;
}

function printSummary(confusion: StaticArray<i32>, stable: i32): void {
  let rows = 0;
  let right = 0;
  for (let i = 0; i < CLASSES * CLASSES; i++) {
    rows += confusion[i];
    if (i % (CLASSES + 1) == 0) right += confusion[i];
  }
  if (rows == 0) fail("no rows on standard input");
  writeOutput(`\nrows      ${rows}\n`);
  writeOutput(`accuracy  ${right} right, ${percent(<f64>right / <f64>rows)}%\n`);
  writeOutput(`stable    ${stable} whatever the measuring error, ${percent(<f64>stable / <f64>rows)}%\n`);
  for (let i = 0; i < CLASSES * CLASSES; i++) {
    if (i % (CLASSES + 1) != 0 && confusion[i] > 0) {
      writeOutput(`confused  ${confusion[i]} ${SPECIES[i / CLASSES]} taken for ${SPECIES[i % CLASSES]}\n`);
    }
  }
}

const tolerance = parseTolerance(readArguments());
const lines = readInput(MOST_BYTES).split("\n");
const confusion = new StaticArray<i32>(CLASSES * CLASSES);
let stableRows = 0;
writeOutput("row,species,predicted,sure %,stable %\n");
for (let line = 1; line < lines.length; line++) {
  const text = lines[line].trimEnd();
  if (text.length == 0) continue;
  const species = parseRow(text, line + 1);
  const shares = classify(measured);
  const predicted = mostLikely(shares);
  const sure = shares[predicted];
  const stable = countStable(predicted, tolerance);
  confusion[species * CLASSES + predicted]++;
  if (stable == ALL_VARIANTS) stableRows++;
  writeOutput(`${line},${SPECIES[species]},${SPECIES[predicted]},${percent(sure)},${percent(<f64>stable / ALL_VARIANTS)}\n`);
}
printSummary(confusion, stableRows);
