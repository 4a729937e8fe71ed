// Reads the node's API. What it refuses becomes an Error of one line.

const PATIENCE = 20_000;
const MAX_DOCUMENT = 4_000_000;

/** A refusal with its HTTP status; 0 when the node did not answer. */
export class Refusal extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

async function call(path, signal, accept) {
  const limit = AbortSignal.timeout(PATIENCE);
  try {
    return await fetch(path, {
      headers: { Accept: accept },
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
    });
  } catch (error) {
    if (signal?.aborted) {
      throw error;
    }
    throw new Refusal(0, limit.aborted ? 'the node takes too long to answer' : 'the node does not answer');
  }
}

async function refusal(response) {
  let detail = '';
  try {
    const problem = JSON.parse((await response.text()).slice(0, MAX_DOCUMENT));
    detail = String(problem.detail ?? problem.title ?? '');
  } catch {
    // Not a problem document: the status says it.
  }
  const wait = response.headers.get('Retry-After');
  const again = wait ? `; try again in ${wait} s` : '';
  return new Refusal(response.status, (detail || `the node answered ${response.status}`) + again);
}

/** A document of the API. */
export async function get(path, signal) {
  const response = await call(path, signal, 'application/json');
  if (!response.ok) {
    throw await refusal(response);
  }
  try {
    return await response.json();
  } catch (error) {
    if (signal?.aborted) {
      throw error;
    }
    throw new Refusal(response.status, 'the node answered with something else than JSON');
  }
}

/** A document of the API, or null if there is none there. */
export async function find(path, signal) {
  try {
    return await get(path, signal);
  } catch (error) {
    if (error instanceof Refusal && error.status === 404) {
      return null;
    }
    throw error;
  }
}

/** The bytes of a blob. */
export async function blob(cid, signal) {
  const response = await call(`/v1/blobs/${encodeURIComponent(cid)}`, signal, 'application/octet-stream');
  if (!response.ok) {
    throw await refusal(response);
  }
  return new Uint8Array(await response.arrayBuffer());
}

/** A path with those of the parameters that are given. */
export function query(path, parameters) {
  const given = Object.entries(parameters).filter(([, value]) => value !== null && value !== undefined && value !== '');
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`;
}

let known = null;

/** Which node this is; asked once. */
export function info() {
  known ??= get('/v1/info').catch((error) => {
    known = null;
    throw error;
  });
  return known;
}
