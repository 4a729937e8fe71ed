// Follows the node's events, and says how fresh they are.

const STALE_AFTER = 45_000;
const FIRST_RETRY = 1_000;
const LAST_RETRY = 30_000;
const KINDS = ['head', 'job', 'offer', 'flow'];

/**
 * The stream of events. `state` is connecting, live, stale (no block for long) or lost (trying
 * again). Listeners are told `(kind, document)`, and `('resumed')` after a gap.
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

  start() {
    const source = new EventSource('/v1/events');
    this.#source = source;
    source.onopen = () => this.#opened();
    source.onerror = () => this.#failed(source);
    KINDS.forEach((kind) => {
      source.addEventListener(kind, (message) => this.#received(kind, message.data));
    });
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
      this.#tell('resumed');
    }
    this.#tell('state');
  }

  #failed(source) {
    this.#connected = false;
    this.#hadGap = true;
    this.#tell('state');
    if (source.readyState === EventSource.CLOSED) {
      setTimeout(() => this.start(), this.#retry);
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
