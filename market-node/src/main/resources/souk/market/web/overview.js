// The first page: the market at a glance.

import { h } from './dom.js';
import { get } from './api.js';
import { count, phrase } from './format.js';
import { liveJobs } from './jobs.js';
import { flowChart, slashList } from './money.js';
import { offerList, priceChart } from './offers.js';
import { panel } from './panel.js';
import { money } from './parts.js';
import { providerList } from './records.js';
import { floorChart } from './sampling.js';

const FEW = 6;
const FINAL = new Set(['settled', 'refunded', 'void']);

function figures() {
  return panel({
    title: 'The market in numbers',
    wide: true,
    load: (signal) => get('/v1/stats', signal),
    empty: '',
    show: (stats) => {
      const jobs = Object.entries(stats.jobs);
      const under = jobs.filter(([state]) => !FINAL.has(state.toLowerCase())).reduce((sum, [, many]) => sum + many, 0);
      const said = jobs.map(([state, many]) => `${phrase(state)} ${many}`).join(', ');
      const figure = (name, value, title) => h('div', { title }, h('dt', {}, name), h('dd', {}, value));
      return h(
        'dl',
        { class: 'figures' },
        figure('jobs under way', count(under), said),
        figure('offers', count(stats.offers)),
        figure('providers', count(stats.providers)),
        figure('verifiers', count(stats.verifiers)),
        figure('paid', money(stats.settledValue)),
        figure('slashed', money(stats.slashedValue)),
        figure('burned', money(stats.burned)),
      );
    },
  });
}

const more = (path, words) => h('a', { class: 'more', href: path }, words);

export function overviewPage() {
  const numbers = figures();
  const jobs = liveJobs();
  const price = priceChart();
  const floor = floorChart();
  const flows = flowChart();
  const slashes = slashList(true);
  const providers = providerList('Providers', FEW, more('/providers', 'All providers'));
  const offers = offerList('Cheapest offers', FEW, more('/offers', 'All offers'));
  numbers.root.classList.add('bare');
  return {
    title: 'Overview',
    hiddenHeading: true,
    parts: [numbers, jobs, price, floor, flows, slashes, offers, providers],
    on: { job: jobs.update },
    reloads: {
      job: [numbers, providers],
      offer: [numbers, offers],
      flow: [numbers, price, floor, flows, slashes, providers],
    },
  };
}
