// Values as text. Amounts are BigInt throughout.

const TOKEN = { symbol: '', decimals: 0 };
const LEAST_DECIMALS = 2;
const SOME_DECIMALS = 4;
const MOST_DECIMALS = 8;
const DIGITS = 3;
const SECOND = 1000;
const UNITS = [
  ['d', 86400],
  ['h', 3600],
  ['min', 60],
  ['s', 1],
];

/** Says in what the market pays: a symbol, and digits after the point. */
export function payIn(token) {
  TOKEN.symbol = String(token.symbol);
  TOKEN.decimals = Number(token.decimals);
}

export const symbol = () => TOKEN.symbol;

const grouped = (digits) => digits.replace(/\B(?=(\d{3})+$)/g, ',');

/** A decimal text as units of 10^-decimals; what is beyond them is cut off. */
export function parseDecimal(text, decimals) {
  const [whole, fraction = ''] = String(text).split('.');
  return BigInt(whole + fraction.slice(0, decimals).padEnd(decimals, '0'));
}

/** Units of 10^-decimals as decimal text, all digits. */
export function decimal(units, decimals) {
  const value = BigInt(units);
  const digits = (value < 0n ? -value : value).toString().padStart(decimals + 1, '0');
  const whole = grouped(digits.slice(0, digits.length - decimals));
  const fraction = decimals === 0 ? '' : `.${digits.slice(-decimals)}`;
  return (value < 0n ? '−' : '') + whole + fraction;
}

const trimmed = (text) => (text.includes('.') ? text.replace(/\.?0+$/, '') : text);

/** Base units in token units, short: two digits after the point, more of small amounts. */
export function tokens(units) {
  const value = BigInt(units);
  const size = value.toString().length - TOKEN.decimals; // digits before the point, if positive
  const wanted = size > 2 ? LEAST_DECIMALS : Math.max(SOME_DECIMALS, DIGITS - size);
  const shown = Math.min(wanted, MOST_DECIMALS, TOKEN.decimals);
  const least = 10n ** BigInt(TOKEN.decimals - shown);
  if (value > 0n && value < least) {
    return `<${decimal(1n, shown)}`;
  }
  const text = trimmed(decimal(value / least, shown));
  const [whole, fraction = ''] = text.split('.');
  return shown < LEAST_DECIMALS ? text : `${whole}.${fraction.padEnd(LEAST_DECIMALS, '0')}`;
}

/** Base units in token units, all digits that say something. */
export const exactly = (units) => trimmed(decimal(units, TOKEN.decimals));

/** Base units exactly, for a tooltip. */
export const exactTokens = (units) =>
  `${exactly(units)} ${TOKEN.symbol} (${grouped(String(units))} base units)`;

/** A count with its thousands apart. */
export const count = (number) => grouped(String(number));

/** Fuel, short: 1.2 G. */
export function fuel(units) {
  const value = BigInt(units);
  const scale = [
    ['T', 10n ** 12n],
    ['G', 10n ** 9n],
    ['M', 10n ** 6n],
    ['k', 10n ** 3n],
  ].find(([, size]) => value >= size);
  return scale ? `${trimmed(decimal((value * 10n) / scale[1], 1))} ${scale[0]}` : String(value);
}

/** A sampling rate, a decimal text 0..1, as per cent. */
export const percent = (rate) => `${trimmed(decimal(parseDecimal(rate, 6), 4))} %`;

/** A rate in units of 2^-64 as per cent. */
export const percentOf64 = (rate) => `${trimmed(decimal((BigInt(rate) * 1_000_000n + 2n ** 63n) >> 64n, 4))} %`;

/** Hexadecimal text, its middle left out. */
export const short = (text) => {
  const whole = String(text);
  return whole.length > 16 ? `${whole.slice(0, 8)}…${whole.slice(-5)}` : whole;
};

/** Milliseconds as the two largest units that say something. */
export function duration(milliseconds) {
  let rest = Math.max(0, Math.round(milliseconds / SECOND));
  const parts = [];
  for (const [name, seconds] of UNITS) {
    const many = Math.floor(rest / seconds);
    if (many > 0 || (name === 's' && parts.length === 0)) {
      parts.push(`${many} ${name}`);
      rest -= many * seconds;
    } else if (parts.length > 0) {
      break;
    }
    if (parts.length === 2) {
      break;
    }
  }
  return parts.join(' ');
}

/** An ISO 8601 duration of hours, minutes and seconds as `duration` has it. */
export function span(text) {
  const found = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.\d+)?S)?$/.exec(text);
  const [hours, minutes, seconds] = (found ?? []).slice(1).map((part) => Number(part ?? 0));
  return found ? duration(((hours * 60 + minutes) * 60 + seconds) * SECOND) : String(text);
}

/** How far a time is from now: `5 s ago`, `in 2 min`. */
export function relative(time, now) {
  const apart = new Date(time).getTime() - now;
  if (Math.abs(apart) < SECOND) {
    return 'now';
  }
  return apart > 0 ? `in ${duration(apart)}` : `${duration(-apart)} ago`;
}

/** A time exactly, here and in UTC, for a tooltip. */
export function exactTime(time) {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? String(time) : `${date.toLocaleString()} (${date.toISOString()})`;
}

/** A time of day, with the date where it is not today's. */
export function clock(time) {
  const date = new Date(time);
  const day = date.toDateString() === new Date().toDateString();
  return day ? date.toLocaleTimeString() : date.toLocaleString();
}

/** A name of several words (`job_posted`, `AuditReveal`) as a phrase. */
export function phrase(name) {
  const words = String(name)
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
