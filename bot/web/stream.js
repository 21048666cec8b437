// The stream brings the log down. It remembers the last entry and goes on after it, however often the line breaks.
import { language } from './words.js';

const ward = document.documentElement.dataset.ward;
const firstPause = 1000; // milliseconds
const longestPause = 15000;

let source;
let last = 0;
let pause = 0;
let timer;
let stopped = false;
let watch = {}; // onEntry(entry), onReady(), onEnded(), onState('connecting' | 'connected' | 'lost')

export function start(watchers) {
  watch = watchers;
  open();
  addEventListener('online', again);
  document.addEventListener('visibilitychange', () => document.hidden || again());
  // A page that comes back from the browser's cache has a dead stream that does not know it.
  addEventListener('pageshow', (e) => e.persisted && again());
}

export function stop() {
  stopped = true;
  source?.close();
  clearTimeout(timer);
}

function again() {
  if (stopped || source?.readyState === EventSource.OPEN) return;
  pause = 0;
  open();
}

function open() {
  clearTimeout(timer);
  source?.close();
  const query = new URLSearchParams({ lang: language() });
  if (last) query.set('after', last);
  const url = `/chat/${ward}/events?${query}`;
  source = new EventSource(url);
  source.onmessage = (e) => {
    const entry = JSON.parse(e.data);
    if (entry.seq <= last) return;
    last = entry.seq;
    watch.onEntry(entry);
  };
  source.addEventListener('ready', () => {
    pause = 0;
    watch.onState('connected');
    watch.onReady();
  });
  source.onerror = () => broken(url);
}

// broken tries again after a pause. The browser's own reconnecting gives up after an answer such as 503, so the page does it alone.
async function broken(url) {
  const answered = source.readyState === EventSource.CLOSED;
  source.close();
  watch.onState('lost');
  pause = Math.min(longestPause, Math.max(firstPause, pause * 2));
  clearTimeout(timer);
  timer = setTimeout(open, pause * (0.75 + Math.random() / 2));
  // An EventSource hides the status of an answer, so ask once more: without a session no retry will ever help.
  if (answered && (await status(url)) === 401) {
    stop();
    watch.onEnded();
  }
}

async function status(url) {
  const peek = new AbortController();
  try {
    return (await fetch(url, { signal: peek.signal })).status;
  } catch {
    return 0;
  } finally {
    peek.abort();
  }
}
