// The view puts the conversation on the page. Everything that people wrote goes in as text, never as markup.
import { language, say, word } from './words.js';

const ward = document.documentElement.dataset.ward;
const log = document.getElementById('log');
const newer = document.getElementById('newer');

let watch = {}; // onPress(button), onRetry(id), onEdit(id), onDrop(id)
let lastDay = '';
let voice; // a Vietnamese voice, where the device has one

export function start(watchers) {
  watch = watchers;
  newer.onclick = () => settle(true);
  for (const box of [log, document]) box.addEventListener('scroll', watchScroll, { passive: true });
  // The composer grows and shrinks, the keyboard comes and goes: what was in view stays in view.
  new ResizeObserver(() => { if (stuck) settle(true); }).observe(log);
  if ('speechSynthesis' in window) {
    findVoice();
    speechSynthesis.addEventListener?.('voiceschanged', findVoice);
  }
}

function make(tag, name, text) {
  const e = document.createElement(tag);
  if (name) e.className = name;
  if (text !== undefined) e.textContent = text;
  return e;
}

// Until the past is on the page it is not read out: it would take minutes.
let replaying = true;
log.setAttribute('aria-live', 'off');
export function endReplay() {
  if (!replaying) return;
  replaying = false;
  log.removeAttribute('aria-live'); // role="log" is polite by itself
  settle(true);
}

// stuck: the reader is where the view put them, and wants to be taken along.
let stuck = true;
let resting = 0; // the scroll position of the last settle

// Under a large zoom the whole page scrolls, otherwise the log does.
const scroller = () => (getComputedStyle(log).overflowY === 'visible' ? document.scrollingElement : log);

function watchScroll() {
  const box = scroller();
  const end = box.scrollHeight - box.clientHeight;
  stuck = Math.abs(box.scrollTop - resting) < 4 || end - box.scrollTop < 80; // pixels
  if (stuck) newer.hidden = true;
}

// settle shows what is new: the end, or the beginning of an answer that is longer than the view.
function settle(follow) {
  if (replaying) return;
  if (!follow) {
    newer.hidden = false;
    return;
  }
  const box = scroller();
  const own = [...log.querySelectorAll('.own')].at(-1);
  const end = box.scrollHeight - box.clientHeight;
  const above = box === log ? log.getBoundingClientRect().top : 0;
  const first = own?.nextElementSibling ?? own ?? log.firstElementChild;
  const top = first ? first.getBoundingClientRect().top - above + box.scrollTop - 8 : end;
  box.scrollTo(0, Math.min(end, top));
  resting = box.scrollTop;
  stuck = true;
  newer.hidden = true;
}

export function addEntry(entry) {
  const follow = stuck;
  const m = entry.message;
  if (m.echo || m.rows?.length) retireButtons();
  const at = new Date(entry.at);
  dayLine(at);
  const item = (m.echo && settlePending(entry.client)) || make('div', m.echo ? 'msg own' : 'msg ward');
  item.dataset.seq = entry.seq;
  item.replaceChildren(say(make('span', 'hidden'), m.echo ? 'own' : 'ward'), body(m));
  if (m.rows?.length) item.append(buttons(m.rows));
  item.append(foot(at, m));
  if (!item.isConnected) log.insertBefore(item, log.querySelector('.pending'));
  settle(follow || m.echo);
}

// settlePending turns a message on its way into a line of the log, in its place where it is the next one.
function settlePending(id) {
  const row = pending(id);
  if (!row) return null;
  const next = row === log.querySelector('.pending');
  row.className = 'msg own';
  delete row.dataset.id;
  if (!next) row.remove();
  return row;
}

function body(m) {
  const bubble = make('div', 'bubble');
  if (m.title) bubble.append(make('p', 'title', m.title));
  if (m.text) {
    const p = make('p', 'text');
    if (m.echo) p.textContent = m.text;
    else if (m.marked) markInto(p, m.text);
    else linkInto(p, m.text);
    bubble.append(p);
  }
  if (m.file) bubble.append(fileLink(m.file));
  return bubble;
}

// linkInto makes web addresses in the ward's text pressable.
function linkInto(p, text) {
  let at = 0;
  for (const found of text.matchAll(/https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)]/g)) {
    p.append(text.slice(at, found.index), outside(make('a', '', found[0]), found[0]));
    at = found.index + found[0].length;
  }
  p.append(text.slice(at));
}

// markInto shows *bold* and _italic_ as the ward has marked them: around whole words, within a line.
function markInto(p, text) {
  let at = 0;
  for (const found of text.matchAll(marks)) {
    const [all, before, bold, italic] = found;
    linkInto(p, text.slice(at, found.index) + before);
    const shown = make(bold ? 'b' : 'i');
    markInto(shown, bold ?? italic);
    p.append(shown);
    at = found.index + all.length;
  }
  linkInto(p, text.slice(at));
}

// No look-behind: older iPhones would not load the page at all.
const marks = /(^|[^\p{L}\p{N}])(?:\*([^\s*](?:.*?\S)??)\*|_([^\s_](?:.*?\S)??)_)(?![\p{L}\p{N}])/gu;
const unmarked = (text) => text.replace(marks, (all, before, bold, italic) => before + unmarked(bold ?? italic));

function outside(a, url) {
  a.href = url;
  a.target = '_blank';
  a.rel = 'noopener noreferrer';
  return a;
}

// safeURL lets through addresses that open a page or a telephone, never a script.
function safeURL(url) {
  try {
    const to = new URL(url, location.origin);
    return ['https:', 'http:', 'tel:', 'mailto:'].includes(to.protocol) ? to.href : '';
  } catch {
    return '';
  }
}

function fileLink(file) {
  const url = `/chat/${ward}/files/${encodeURIComponent(file.id)}`;
  const a = make('a', 'file');
  a.href = url;
  a.target = '_blank';
  a.rel = 'noopener';
  if (/^image\/(jpeg|png|webp)$/.test(file.mime)) {
    const img = make('img');
    img.src = url;
    img.alt = file.name || word('file');
    img.loading = 'lazy';
    img.onload = () => { if (stuck) settle(true); };
    a.append(img);
  } else {
    a.append(make('span', 'name', file.name || word('file')), make('span', 'size', size(file.size)));
  }
  return a;
}

function size(bytes) {
  if (!bytes) return '';
  const unit = bytes < 1e6 ? ['kB', 1e3, 0] : ['MB', 1e6, 1];
  return (bytes / unit[1]).toLocaleString(language(), { maximumFractionDigits: unit[2] }) + ' ' + unit[0];
}

function buttons(rows) {
  const box = make('div', 'buttons');
  let pressedAt = -Infinity;
  for (const row of rows) {
    const line = make('div', 'row');
    for (const b of row) {
      const url = b.url && safeURL(b.url);
      if (url) {
        line.append(outside(make('a', 'choice out', b.label), url));
        continue;
      }
      const choice = make('button', 'choice', b.label);
      choice.type = 'button';
      choice.onclick = (e) => {
        if (e.timeStamp - pressedAt < 800) return; // a trembling hand presses twice
        pressedAt = e.timeStamp;
        choice.classList.add('chosen');
        watch.onPress(b);
      };
      line.append(choice);
    }
    box.append(line);
  }
  return box;
}

// retireButtons makes earlier choices look past. They can still be pressed: the conversation says kindly what has changed.
function retireButtons() {
  for (const box of log.querySelectorAll('.buttons:not(.old)')) box.classList.add('old');
}

function foot(at, m) {
  const line = make('p', 'foot');
  const time = make('time', '', clock(at));
  time.dateTime = at.toISOString();
  line.append(time);
  if (!m.echo && (m.title || m.text)) {
    const read = say(make('button', 'listen'), 'listen');
    read.type = 'button';
    read.onclick = () => listen(read, [m.title, m.marked ? unmarked(m.text) : m.text, ...(m.rows ?? []).flat().map((b) => b.label)]);
    line.append(read);
  }
  return line;
}

const zone = { timeZone: 'Asia/Ho_Chi_Minh' };
const clock = (at) => at.toLocaleTimeString('vi-VN', { ...zone, hour: '2-digit', minute: '2-digit' });
const date = (at) => at.toLocaleDateString('vi-VN', { ...zone, day: '2-digit', month: '2-digit', year: 'numeric' });

function dayLine(at) {
  const day = date(at);
  if (day === lastDay) return;
  lastDay = day;
  const line = make('p', 'day');
  if (day === date(new Date())) say(line, 'today');
  else line.textContent = day;
  log.insertBefore(line, log.querySelector('.pending'));
}

// note is a sentence of the page itself, in the log because that is the one place that is read out.
export function note(key, act) {
  const p = make('p', 'note');
  p.append(say(make('span'), key));
  if (act) p.append(' ', actionButton(act.key, act.run));
  log.append(p);
  settle(true);
}

export function noteText(sentence) {
  log.append(make('p', 'note', sentence));
  settle(true);
}

function actionButton(key, run) {
  const b = say(make('button', 'act'), key);
  b.type = 'button';
  b.onclick = run;
  return b;
}

const pending = (id) => (id ? log.querySelector(`.pending[data-id="${CSS.escape(id)}"]`) : null);

// showPending draws a message that is on its way; the entry from the log takes its place.
export function showPending(item) {
  if (item.start) return; // opened by a link: nothing was said
  let row = pending(item.id);
  const fresh = !row;
  if (fresh) {
    row = make('div', 'msg own pending');
    row.dataset.id = item.id;
    const text = [item.text, ...item.names, item.lat === undefined ? '' : word('placed')].filter(Boolean).join('\n');
    const bubble = make('div', 'bubble');
    bubble.append(make('p', 'text', text));
    row.append(say(make('span', 'hidden'), 'own'), bubble, make('p', 'status'));
    log.append(row);
  }
  const status = row.lastElementChild;
  if (status.dataset.state === item.state + item.error) return; // the same again is not worth announcing
  status.dataset.state = item.state + item.error;
  status.replaceChildren();
  const failed = item.state === 'failed' || item.state === 'refused';
  row.classList.toggle('failed', failed);
  if (!failed) {
    status.append(say(make('span'), item.state === 'queued' ? 'queued' : 'sending'));
  } else {
    const why = make('span');
    if (item.error) why.textContent = item.error;
    else say(why, 'failed');
    status.append(why, ' ');
    if (item.state === 'failed') status.append(actionButton('retry', () => watch.onRetry(item.id)), ' ');
    else if (item.text || item.names.length) status.append(actionButton('edit', () => watch.onEdit(item.id)), ' ');
    status.append(actionButton('drop', () => watch.onDrop(item.id)));
  }
  settle(fresh || stuck);
}

export function markSent(id) {
  const row = pending(id);
  if (!row) return; // the log was faster
  row.classList.remove('failed');
  const status = row.lastElementChild;
  status.dataset.state = 'sent';
  status.replaceChildren(say(make('span'), 'sent'));
}

export const removePending = (id) => pending(id)?.remove();

function findVoice() {
  voice = speechSynthesis.getVoices().find((v) => v.lang.toLowerCase().startsWith('vi'));
  document.documentElement.classList.toggle('can-speak', Boolean(voice));
}

function listen(button, lines) {
  const reading = button.dataset.t === 'quiet';
  speechSynthesis.cancel();
  if (reading || !voice) return;
  const speech = new SpeechSynthesisUtterance(lines.filter(Boolean).join('. '));
  speech.voice = voice;
  speech.lang = voice.lang;
  speech.rate = 0.9; // a little slower than talk: many who press this are old
  speech.onend = speech.onerror = () => say(button, 'listen');
  say(button, 'quiet');
  speechSynthesis.speak(speech);
}
