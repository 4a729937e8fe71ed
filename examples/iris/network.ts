// A network of four measurements, twelve tanh neurons and three species.
import { DEVIATIONS, HIDDEN, MEANS, OUTPUT } from "./weights";

export const INPUTS = 4;
export const CLASSES = 3;
const NEURONS = 12;

const activations = new StaticArray<f64>(NEURONS);
const shares = new StaticArray<f64>(CLASSES);

/** How sure the network is of each species, for measurements in cm; the array is overwritten by the next call. */
export function classify(measurements: StaticArray<f64>): StaticArray<f64> {
  for (let neuron = 0; neuron < NEURONS; neuron++) {
    const at = neuron * (INPUTS + 1);
    let sum = HIDDEN[at];
    for (let i = 0; i < INPUTS; i++) {
      sum += HIDDEN[at + 1 + i] * ((measurements[i] - MEANS[i]) / DEVIATIONS[i]);
    }
    activations[neuron] = Math.tanh(sum);
  }
  let total: f64 = 0;
  for (let species = 0; species < CLASSES; species++) {
    const at = species * (NEURONS + 1);
    let sum = OUTPUT[at];
    for (let i = 0; i < NEURONS; i++) {
      sum += OUTPUT[at + 1 + i] * activations[i];
    }
    shares[species] = Math.exp(sum);
    total += shares[species];
  }
  for (let species = 0; species < CLASSES; species++) {
    shares[species] /= total;
  }
  return shares;
}

/** The species the network is most sure of; the first of equals. */
export function mostLikely(shares: StaticArray<f64>): i32 {
  let best = 0;
  for (let species = 1; species < CLASSES; species++) {
    if (shares[species] > shares[best]) best = species;
  }
  return best;
}
