#!/usr/bin/env node
// Trains the iris network on two of every three rows of data/iris.csv and writes weights.ts; no dependence on time
// or chance, and four decimals hide the last digit in which JavaScript engines may differ.
import { readFileSync, writeFileSync } from "node:fs";

const INPUTS = 4;
const HIDDEN = 12;
const CLASSES = ["setosa", "versicolor", "virginica"];
const EPOCHS = 1500;
const RATE = 0.02;
const DECAY = 1e-3;
const SEED = 1936;

/** mulberry32: uniform in 0..1. */
function randomFrom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function readRows(path) {
  const lines = readFileSync(path, "utf8").trim().split("\n").slice(1);
  return lines.map((line) => {
    const fields = line.split(",");
    return { values: fields.slice(0, INPUTS).map(Number), label: CLASSES.indexOf(fields[INPUTS]) };
  });
}

function meansAndDeviations(rows) {
  const means = Array.from({ length: INPUTS }, (_, i) => rows.reduce((sum, row) => sum + row.values[i], 0) / rows.length);
  const deviations = means.map((mean, i) =>
    Math.sqrt(rows.reduce((sum, row) => sum + (row.values[i] - mean) ** 2, 0) / rows.length));
  return { means, deviations };
}

/** One bias and one weight for every input, for each of `outputs` neurons. */
function newLayer(inputs, outputs, random) {
  const size = outputs * (inputs + 1);
  const weights = Float64Array.from({ length: size }, () => (random() * 2 - 1) / Math.sqrt(inputs));
  return { inputs, outputs, weights, slope: new Float64Array(size), mean: new Float64Array(size), square: new Float64Array(size) };
}

function sums(layer, values) {
  return Array.from({ length: layer.outputs }, (_, neuron) => {
    const at = neuron * (layer.inputs + 1);
    return values.reduce((sum, value, i) => sum + value * layer.weights[at + 1 + i], layer.weights[at]);
  });
}

function softmax(values) {
  const exponentials = values.map((value) => Math.exp(value - Math.max(...values)));
  const total = exponentials.reduce((sum, value) => sum + value, 0);
  return exponentials.map((value) => value / total);
}

/** Adds one row's gradient of the cross entropy to both layers. */
function learn(row, hidden, output) {
  const activations = sums(hidden, row.inputs).map(Math.tanh);
  const errors = softmax(sums(output, activations)).map((share, i) => share - (i === row.label ? 1 : 0));
  addSlope(output, activations, errors);
  addSlope(hidden, row.inputs, activations.map((activation, i) => {
    const blame = errors.reduce((sum, error, k) => sum + error * output.weights[k * (HIDDEN + 1) + 1 + i], 0);
    return blame * (1 - activation ** 2);
  }));
}

function addSlope(layer, inputs, errors) {
  errors.forEach((error, neuron) => {
    const at = neuron * (layer.inputs + 1);
    layer.slope[at] += error;
    inputs.forEach((input, i) => (layer.slope[at + 1 + i] += error * input));
  });
}

/** Adam: Kingma and Ba (2014). */
function step(layer, epoch, rowCount) {
  for (let i = 0; i < layer.weights.length; i++) {
    const slope = layer.slope[i] / rowCount + DECAY * layer.weights[i];
    layer.mean[i] = 0.9 * layer.mean[i] + 0.1 * slope;
    layer.square[i] = 0.999 * layer.square[i] + 0.001 * slope ** 2;
    const mean = layer.mean[i] / (1 - 0.9 ** epoch);
    const square = layer.square[i] / (1 - 0.999 ** epoch);
    layer.weights[i] -= (RATE * mean) / (Math.sqrt(square) + 1e-8);
    layer.slope[i] = 0;
  }
}

function source(name, meaning, values) {
  const numbers = Array.from(values, (value) => value.toFixed(4));
  const lines = [];
  for (let i = 0; i < numbers.length; i += 10) {
    lines.push(`  ${numbers.slice(i, i + 10).join(", ")},`);
  }
  return `/** ${meaning} */\nexport const ${name}: StaticArray<f64> = [\n${lines.join("\n")}\n];\n`;
}

const rows = readRows(new URL("../data/iris.csv", import.meta.url));
const taught = rows.filter((_, i) => i % 3 !== 2);
const { means, deviations } = meansAndDeviations(taught);
const lessons = taught.map((row) => ({
  label: row.label,
  inputs: row.values.map((value, i) => (value - means[i]) / deviations[i]),
}));

const random = randomFrom(SEED);
const hidden = newLayer(INPUTS, HIDDEN, random);
const output = newLayer(HIDDEN, CLASSES.length, random);
for (let epoch = 1; epoch <= EPOCHS; epoch++) {
  lessons.forEach((row) => learn(row, hidden, output));
  step(hidden, epoch, lessons.length);
  step(output, epoch, lessons.length);
}

const target = process.argv[2] ?? new URL("weights.ts", import.meta.url);
writeFileSync(target, [
  "// Written by train.mjs.\n",
  source("MEANS", "Of each measurement, in cm.", means),
  source("DEVIATIONS", "Standard deviation of each measurement, in cm.", deviations),
  source("HIDDEN", "For every hidden neuron its bias, then its weight for each measurement.", hidden.weights),
  source("OUTPUT", "For every species its bias, then its weight for each hidden neuron.", output.weights),
].join("\n"));
