// The outbox keeps what the citizen has sent until the server has it. A message is stored before it is tried,
// goes in order, and is tried again with growing pauses; its id makes sure that it counts once.
// Words live in localStorage, files in IndexedDB (localStorage holds text alone).
import { language, word, wordFor } from './words.js';

const ward = document.documentElement.dataset.ward;
const place = 'outbox:' + ward;
const firstPause = 1000; // milliseconds
const longestPause = 30000;
const patience = { words: 30000, files: 600000 }; // milliseconds until a silent line is given up

// randomUUID exists only where the page came over https; getRandomValues exists everywhere.
function newID() {
  if (crypto.randomUUID) return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, '0')).join('');
}

const stored = () => {
  try {
    return JSON.parse(danbiet.get(place)) ?? [];
  } catch {
    return []; // not ours
  }
};

function change(edit) {
  const items = edit(stored()); // read again each time: another tab may have written
  if (items.length) danbiet.set(place, JSON.stringify(items));
  else danbiet.drop(place);
}

// Files by message id; the memory serves this page, the database the next one.
const held = new Map();
const database = new Promise((done) => {
  try {
    const request = indexedDB.open('danbiet', 1);
    request.onupgradeneeded = () => request.result.createObjectStore('files');
    request.onsuccess = () => done(request.result);
    request.onerror = () => done(null);
  } catch {
    done(null);
  }
});

async function inFiles(mode, act) {
  const db = await database;
  if (!db) return undefined;
  return new Promise((done) => {
    const files = db.transaction('files', mode).objectStore('files');
    const request = act(files);
    request.onsuccess = () => done(request.result);
    request.onerror = () => done(undefined);
  });
}

async function holdFiles(id, files) {
  held.set(id, files);
  await inFiles('readwrite', (store) => store.put(files, id));
}

const heldFiles = async (id) => held.get(id) ?? (await inFiles('readonly', (store) => store.get(id)));

function dropFiles(id) {
  held.delete(id);
  return inFiles('readwrite', (store) => store.delete(id));
}

let pause = 0; // milliseconds before the next try; 0: none has failed
let timer;
let busy = false;
let watch = {}; // onChange(item), onSent(id), onDropped(id), onEnded()

export const start = (watchers) => {
  watch = watchers;
  for (const item of stored()) watch.onChange(item);
  next();
};

// enqueue returns after the first try, or at once when others are being tried.
export async function enqueue(message, files = []) {
  const item = { ...message, id: newID(), lang: language(), state: timer ? 'queued' : 'waiting', names: files.map((f) => f.name) };
  if (files.length) await holdFiles(item.id, files);
  change((items) => [...items, item]);
  watch.onChange(item);
  await next();
}

export function retry(id) {
  const item = stored().find((i) => i.id === id);
  if (item) show(item, { state: 'waiting', error: '' });
  hurry();
}

// settled forgets a message that the server is known to have.
export function settled(id) {
  change((items) => items.filter((i) => i.id !== id));
  dropFiles(id);
}

export function drop(id) {
  settled(id);
  watch.onDropped(id);
  next();
}

// takeBack hands a message to the composer, where it can be changed.
export async function takeBack(id) {
  const item = stored().find((i) => i.id === id);
  if (!item) return { text: '', files: [] };
  const files = (item.names.length && (await heldFiles(id))) || [];
  drop(id);
  return { text: item.text ?? '', files };
}

// hurry tries at once, because something tells us that the line may be back.
export function hurry() {
  clearTimeout(timer);
  timer = undefined;
  pause = 0;
  next();
}

export async function forget() {
  danbiet.drop(place);
  await inFiles('readwrite', (store) => store.clear());
}

async function next() {
  if (busy || timer) return;
  const item = stored().find((i) => i.state !== 'refused');
  if (!item) return;
  busy = true;
  try {
    await attempt(item);
  } finally {
    busy = false;
  }
  next();
}

async function attempt(item) {
  if (item.state === 'queued') show(item, { state: 'waiting' });
  let files;
  if (item.names.length) {
    files = await heldFiles(item.id);
    if (!files) return refuse(item, word('lostFiles'));
  }
  let answer;
  try {
    answer = await post(item, files);
  } catch {
    return later(item, 0); // no line
  }
  if (answer.status === 202) {
    pause = 0;
    settled(item.id);
    return watch.onSent(item.id);
  }
  if (answer.status === 401) {
    later(item, longestPause);
    return watch.onEnded();
  }
  if (answer.status === 408 || answer.status === 429 || answer.status >= 500) {
    return later(item, 1000 * Number(answer.headers.get('Retry-After') ?? 0));
  }
  const body = await answer.json().catch(() => ({}));
  return refuse(item, wordFor(answer.status, body.error));
}

function post(item, files) {
  const { id, text, button, start: payload, lat, lon, lang } = item;
  const fields = { id, text, button, start: payload, lat, lon, lang };
  const request = { method: 'POST', signal: AbortSignal.timeout?.(files ? patience.files : patience.words) };
  if (files) {
    request.body = new FormData();
    for (const [name, value] of Object.entries(fields)) if (value !== undefined) request.body.append(name, value);
    for (const file of files) request.body.append('files', file, file.name);
  } else {
    request.headers = { 'Content-Type': 'application/json' };
    request.body = JSON.stringify(fields);
  }
  return fetch(`/chat/${ward}/messages`, request);
}

// show changes a message and draws it, unless it has gone: another tab or the log itself may have been faster.
function show(item, fields) {
  if (!stored().some((i) => i.id === item.id)) return;
  change((items) => items.map((i) => (i.id === item.id ? { ...i, ...fields } : i)));
  watch.onChange({ ...item, ...fields });
}

const refuse = (item, error) => show(item, { state: 'refused', error });

function later(item, least) {
  pause = Math.min(longestPause, Math.max(firstPause, pause * 2));
  const wait = Math.max(least, pause * (0.75 + Math.random() / 2)); // spread, for when a whole ward comes back at once
  timer = setTimeout(() => {
    timer = undefined;
    next();
  }, wait);
  show(item, { state: 'failed' });
  for (const other of stored()) if (other.state === 'waiting') show(other, { state: 'queued' });
}
