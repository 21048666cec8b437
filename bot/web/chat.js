// The page: settings, and the wires between the outbox, the stream, the view and the composer.
import * as composer from './composer.js';
import * as outbox from './outbox.js';
import * as stream from './stream.js';
import * as view from './view.js';
import { language, say, translate, word } from './words.js';

const $ = (id) => document.getElementById(id);
const root = document.documentElement;
const ward = root.dataset.ward;

translate();
settings();
panel();
fitToKeyboard();

view.start({
  onPress: (b) => outbox.enqueue({ button: b.data, text: b.label }), // the label is what the log shows as said
  onRetry: outbox.retry,
  onEdit: async (id) => composer.restore(await outbox.takeBack(id)),
  onDrop: outbox.drop,
});
composer.start({ onSend: outbox.enqueue, onNote: (key) => view.note(key) });
outbox.start({
  onChange: view.showPending,
  onSent: view.markSent,
  onDropped: view.removePending,
  onEnded: ended,
});
await followLink();
stream.start({
  onEntry,
  onReady: () => {
    view.endReplay();
    outbox.hurry(); // the line is back
  },
  onEnded: ended,
  onState: (state) => {
    say($('state'), state);
    root.dataset.line = state;
  },
});

function onEntry(entry) {
  const m = entry.message;
  if (m.echo && entry.client) outbox.settled(entry.client);
  view.addEntry(entry);
  // A question asks for its means; a sentence in between, such as a notice, leaves them alone.
  if (m.echo) composer.offer('');
  else if (m.want || m.rows?.length) composer.offer(m.want ?? '');
}

// followLink passes on what a QR code or a link asked for, once: a reload must not ask again.
async function followLink() {
  const payload = new URLSearchParams(location.search).get('start') ?? '';
  if (!location.search) return;
  history.replaceState(null, '', location.pathname);
  if (/^[A-Za-z0-9_-]{1,64}$/.test(payload)) await outbox.enqueue({ start: payload });
}

let told = false;
function ended() {
  say($('state'), 'ended');
  if (told) return;
  told = true;
  stream.stop();
  view.note('noSession', { key: 'reload', run: () => location.reload() });
}

function settings() {
  const large = $('large');
  const dark = $('dark');
  const isDark = () => root.dataset.theme === 'dark';
  const draw = () => {
    large.setAttribute('aria-pressed', String(root.dataset.size === 'large'));
    dark.setAttribute('aria-pressed', String(isDark()));
    $('lang').textContent = language() === 'en' ? 'Tiếng Việt' : 'English';
    $('lang').lang = language() === 'en' ? 'vi' : 'en';
  };
  large.onclick = () => {
    if (root.dataset.size === 'large') delete root.dataset.size;
    else root.dataset.size = 'large';
    danbiet.set('size', root.dataset.size ?? '');
    draw();
  };
  dark.onclick = () => {
    root.dataset.theme = isDark() ? 'light' : 'dark';
    danbiet.set('theme', root.dataset.theme);
    draw();
  };
  $('lang').onclick = () => {
    root.lang = language() === 'en' ? 'vi' : 'en';
    danbiet.set('lang', root.lang);
    translate();
    draw();
    outbox.enqueue({ text: '/' + root.lang });
  };
  $('leave').onclick = leave;
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
  draw();
}

async function leave() {
  if (!confirm(word('leaveSure'))) return;
  try {
    const answer = await fetch(`/chat/${ward}/leave`, { method: 'POST' });
    if (!answer.ok) throw new Error(String(answer.status));
  } catch {
    view.note('leaveFailed');
    return;
  }
  stream.stop();
  composer.clear();
  await outbox.forget();
  location.replace(location.pathname);
}

// panel: beside the chat on a wide screen, behind a button on a phone.
function panel() {
  const menu = $('menu');
  const show = (open) => {
    menu.setAttribute('aria-expanded', String(open));
    say(menu, open ? 'close' : 'options');
    document.body.classList.toggle('panel-open', open);
  };
  menu.onclick = () => show(menu.getAttribute('aria-expanded') !== 'true');
  document.addEventListener('keydown', (e) => {
    if (e.key !== 'Escape' || menu.getAttribute('aria-expanded') !== 'true') return;
    show(false);
    menu.focus();
  });
  document.addEventListener('click', (e) => {
    if (!e.target.closest('#panel, #menu')) show(false);
  });
}

// fitToKeyboard: some phones lay the keyboard over the page instead of making the page smaller.
function fitToKeyboard() {
  const seen = window.visualViewport;
  if (!seen) return;
  const fit = () => {
    if (seen.scale === 1) root.style.setProperty('--seen', seen.height + 'px');
  };
  seen.addEventListener('resize', fit);
  fit();
}
