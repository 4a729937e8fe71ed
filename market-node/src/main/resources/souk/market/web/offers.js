// What providers ask, and what was paid.

import { h } from './dom.js';
import { get, query } from './api.js';
import { lineChart } from './chart.js';
import { clock, count, fuel, short, symbol, tokens } from './format.js';
import { listPanel, panel } from './panel.js';
import { account, hex, money, when } from './parts.js';

const PAGE_BYTES = 65536n;
const MEBIBYTE = 1048576n;
const PRICES = 200;

const memory = (pages) => `${count((BigInt(pages) * PAGE_BYTES) / MEBIBYTE)} MiB`;

const COLUMNS = [
  { name: 'Price', number: true, cell: ({ offer }) => money(offer.price, true) },
  { name: 'Provider', cell: ({ offer }) => account(offer.provider) },
  { name: 'Free slots', number: true, cell: (view) => `${view.freeSlots} of ${view.offer.slots}` },
  { name: 'Engine', cell: ({ offer }) => h('code', {}, offer.engine) },
  { name: 'Speed', number: true, cell: ({ offer }) => h('span', { title: `${count(offer.fuelPerSecond)} fuel per second, as declared` }, `${fuel(offer.fuelPerSecond)}/s`) },
  { name: 'Most fuel', number: true, cell: ({ offer }) => h('span', { title: count(offer.maxFuel) }, fuel(offer.maxFuel)) },
  { name: 'Memory', number: true, cell: ({ offer }) => memory(offer.maxPages) },
  { name: 'Stake', number: true, cell: ({ offer }) => h('span', { title: 'stake over price' }, `${offer.stakeMultiple}×`) },
  { name: 'Ends', cell: ({ offer }) => when(offer.expiry) },
  { name: 'Offer', cell: (view) => hex(view.id, 'the id of the offer') },
];

/** Live offers, cheapest first. */
export function offerList(title, limit, aside) {
  return listPanel({
    title,
    limit,
    aside,
    note: `Prices in ${symbol()} per 10⁹ fuel.`,
    path: '/v1/offers',
    plural: 'offers',
    keyOf: (view) => view.id,
    columns: COLUMNS,
    wide: true,
    empty: ['Nobody offers anything. Be a provider: ', h('code', {}, './souk provider run')],
  });
}

/** What settled jobs cost, over time. */
export function priceChart() {
  return panel({
    title: 'Price',
    note: `Of settled jobs, in ${symbol()} per 10⁹ fuel.`,
    empty: 'No job has been paid yet: the first price shows when one is settled.',
    load: (signal) => get(query('/v1/prices', { limit: PRICES }), signal),
    show: ({ prices }) => {
      const sales = prices.filter((sale) => sale.time !== null).reverse();
      return sales.length === 0 ? null : lineChart({
        label: `Prices of the last ${sales.length} settled jobs, the last ${tokens(sales.at(-1).price)} ${symbol()}`,
        kind: 'dots',
        scale: tokens,
        points: sales.map((sale) => ({
          time: new Date(sale.time).getTime(),
          value: BigInt(sale.price),
          text: `${tokens(sale.price)} ${symbol()} · job ${short(sale.job)} · ${clock(sale.time)}`,
        })),
      });
    },
  });
}

/** The page of offers. */
export function offersPage() {
  const parts = [offerList('Cheapest first'), priceChart()];
  return {
    title: 'Offers',
    lead: 'Providers ask; a job goes to the best offer that fits it.',
    parts,
    reloads: { flow: [parts[1]], offer: [parts[0]], job: [parts[0]] },
  };
}
