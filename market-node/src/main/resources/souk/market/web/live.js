// Follows the node's events, and says how fresh they are.

const STALE_AFTER = 45_000;
const FIRST_RETRY = 1_000;
const LAST_RETRY = 30_000;
const KINDS = ['head', 'job', 'offer', 'offer_gone', 'flow', 'agent', 'reset'];

/**
 * The stream of events. `state` is connecting, live, stale (no block for long) or lost (trying
 * again). Listeners are told `(kind, document)`, and `('reset')` after a gap: what was read before
 * has to be read again.
 */
export class Live {
  #source = null;
  #retry = FIRST_RETRY;
  #listeners = [];
  #connected = false;
  #hadGap = false;
  #headAt = 0;
  #headTime = 0;

  head = null;

  /** Adds a listener. */
  listen(listener) {
    this.#listeners.push(listener);
  }

  /** Follows while the page is looked at: a hidden one keeps no connection. */
  start() {
    document.addEventListener('visibilitychange', () => (document.hidden ? this.#rest() : this.#connect()));
    this.#connect();
  }

  #connect() {
    this.#source?.close();
    const source = new EventSource('/v1/events');
    this.#source = source;
    source.onopen = () => this.#opened();
    source.onerror = () => this.#failed(source);
    KINDS.forEach((kind) => {
      source.addEventListener(kind, (message) => this.#received(kind, message.data));
    });
  }

  #rest() {
    this.#source?.close();
    this.#connected = false;
    this.#hadGap = true;
  }

  /** Starts from a head that was read otherwise. */
  begin(head) {
    if (!this.head) {
      this.#move(head);
    }
  }

  get state() {
    if (!this.#connected) {
      return this.#hadGap ? 'lost' : 'connecting';
    }
    return this.head && performance.now() - this.#headAt > STALE_AFTER ? 'stale' : 'live';
  }

  /** The chain's time now, in ms: what deadlines are compared with, not this machine's clock. */
  now() {
    return this.head ? this.#headTime + (performance.now() - this.#headAt) : Date.now();
  }

  #opened() {
    this.#connected = true;
    this.#retry = FIRST_RETRY;
    if (this.#hadGap) {
      this.#hadGap = false;
      this.#tell('reset');
    }
    this.#tell('state');
  }

  #failed(source) {
    this.#connected = false;
    this.#hadGap = true;
    this.#tell('state');
    if (source.readyState === EventSource.CLOSED) {
      setTimeout(() => source === this.#source && !document.hidden && this.#connect(), this.#retry);
      this.#retry = Math.min(this.#retry * 2, LAST_RETRY);
    }
  }

  #received(kind, data) {
    let document;
    try {
      document = JSON.parse(data);
    } catch {
      return; // the next read of the API makes up for it
    }
    if (kind === 'head') {
      this.#move(document);
    }
    this.#tell(kind, document);
  }

  #move(head) {
    const time = new Date(head.time).getTime();
    if (Number.isFinite(time)) {
      this.head = head;
      this.#headAt = performance.now();
      this.#headTime = time;
    }
  }

  #tell(kind, document) {
    this.#listeners.forEach((listener) => listener(kind, document));
  }
}

/** The one stream of this page. */
export const live = new Live();
