// The desk's own script. Every page reads, filters and saves without it; it adds keys and news to the inbox.
'use strict';

(() => {
  const box = document.getElementById('hop-ho-so');
  if (!box) return;
  const $ = (id) => document.getElementById(id);
  const links = () => [...document.querySelectorAll('#danh-sach .code')];

  // Keys: single letters, so they can be switched off (WCAG 2.1.4), and never while somebody types.
  const keysUsed = $('dung-phim');
  keysUsed.checked = localStorage.getItem('dung-phim') !== 'khong';
  keysUsed.addEventListener('change', () => localStorage.setItem('dung-phim', keysUsed.checked ? 'co' : 'khong'));

  const typing = (e) => e.matches('input:not([type="checkbox"]), select, textarea, [contenteditable]');
  const current = () => document.activeElement.closest('#danh-sach li[data-code]');

  function move(step) {
    const all = links();
    const at = all.findIndex((link) => link.closest('li') === current());
    const next = at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + step, 0), all.length - 1);
    all[next]?.focus();
    all[next]?.closest('li').scrollIntoView({ block: 'nearest' });
  }

  const keys = {
    j: () => move(1),
    k: () => move(-1),
    x: () => current()?.querySelector('input[name="chon"]')?.click(),
    '/': () => $('tim').select(),
    '?': () => {
      const list = $('phim-tat');
      list.open = !list.open;
      list.querySelector('summary').focus();
    },
  };

  let taken = false; // programs that put marks on letters send the letter apart from its key: it is not typed then either
  document.addEventListener('keypress', (event) => {
    if (taken) event.preventDefault();
  });
  document.addEventListener('keydown', (event) => {
    taken = false;
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || !keysUsed.checked || typing(event.target)) return;
    let key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (current() && (key === 'ArrowDown' || key === 'ArrowUp')) key = key === 'ArrowDown' ? 'j' : 'k';
    if (!Object.hasOwn(keys, key)) return;
    event.preventDefault();
    taken = true;
    keys[key]();
  });

  // News: the stream counts them, a click fetches the list. Forms stay as they are; so do ticks of cases that nobody has
  // changed, and the focus.
  const news = $('co-moi');
  let stream = null;
  let over = false;

  function show(words) {
    news.textContent = words;
    news.hidden = false;
  }

  function hear(event) {
    const told = JSON.parse(event.data);
    if (told.counts && !('filtered' in box.dataset)) {
      for (const tab of document.querySelectorAll('#khay a')) {
        const n = told.counts[tab.dataset.view];
        const number = tab.querySelector('.number');
        number.textContent = n.toLocaleString('vi-VN');
        number.classList.toggle('late', tab.dataset.view === 'overdue' && n > 0);
      }
    }
    if (told.news > 0) show(`${told.news} hồ sơ mới hoặc vừa thay đổi – Cập nhật danh sách`);
  }

  function open() {
    if (stream || over || document.hidden) return;
    stream = new EventSource(`${box.dataset.stream}?tu=${$('danh-sach').dataset.read}`);
    stream.addEventListener('inbox', hear);
    stream.addEventListener('over', () => {
      over = true;
      close();
      show('Phiên đăng nhập đã kết thúc – Đăng nhập lại');
    });
  }

  function close() {
    stream?.close();
    stream = null;
  }

  async function renew() {
    if (over) {
      location.reload();
      return;
    }
    let page;
    try {
      const answer = await fetch(location.href, { headers: { Accept: 'text/html' } });
      page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    } catch {
      show('Chưa tải được danh sách. Xin bấm để thử lại.');
      return;
    }
    if (!page.getElementById('danh-sach')) { // signed out meanwhile
      location.reload();
      return;
    }
    const ticked = new Set([...document.querySelectorAll('#danh-sach input[name="chon"]:checked')].map((tick) => tick.value));
    const at = document.activeElement === news ? null : current()?.dataset.code;
    const wasNews = document.activeElement === news;
    for (const id of ['khay', 'danh-sach']) $(id).replaceWith(document.adoptNode(page.getElementById(id)));
    for (const tick of document.querySelectorAll('#danh-sach input[name="chon"]')) tick.checked = ticked.has(tick.value);
    news.hidden = true;
    if (at) document.querySelector(`#danh-sach li[data-code="${at}"] .code`)?.focus();
    else if (wasNews) links()[0]?.focus();
    close();
    open();
  }

  news.addEventListener('click', renew);
  // A tab that nobody sees keeps no connection: browsers have six for a server.
  document.addEventListener('visibilitychange', () => (document.hidden ? close() : open()));
  addEventListener('pagehide', close);
  addEventListener('pageshow', open);
  open();
})();

// Talks with citizens: what is said is fetched again while somebody looks; what is being typed stays. Nobody at the keyboard
// for a quarter of an hour: the page rests, so that it does not keep its session alive.
(() => {
  if (!document.querySelector('.talks, .talk')) return;
  const every = 4000;
  const rest = 15 * 60 * 1000;
  let active = Date.now();
  for (const kind of ['keydown', 'pointerdown', 'focus']) addEventListener(kind, () => { active = Date.now(); });

  async function renew() {
    if (document.hidden || Date.now() - active > rest) return;
    try {
      const answer = await fetch(location.pathname, { headers: { Accept: 'text/html' } });
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const [now, next] = [document.getElementById('song'), page.getElementById('song')];
      if (!next) {
        location.reload(); // signed out meanwhile
        return;
      }
      if (now.innerHTML === next.innerHTML || now.contains(document.activeElement)) return;
      now.replaceChildren(...document.adoptNode(next).childNodes);
    } catch {
      // the server is away: the next try says the same or more
    }
  }
  setInterval(renew, every);
})();

// The form of an announcement: what citizens will see, who they are and when it goes out follow what is typed. The press of a
// button does the same without this; files are sent with that press alone.
(() => {
  const form = document.getElementById('soan');
  if (!form) return;
  const pause = 700;
  let due = 0;
  let asked = 0;

  async function look() {
    const mine = ++asked;
    const data = new FormData(form);
    data.delete('tep');
    data.set('viec', 'xem');
    try {
      const answer = await fetch(form.action, { method: 'POST', body: data, headers: { Accept: 'text/html' } });
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      if (mine !== asked) return;
      for (const id of ['xem-truoc', 'gui-di']) { // an emergency has a button of its own
        const [now, next] = [document.getElementById(id), page.getElementById(id)];
        if (next && !now.contains(document.activeElement)) now.replaceChildren(...document.adoptNode(next).childNodes);
      }
    } catch {
      // the server is away: the button says so when it is pressed
    }
  }
  form.addEventListener('input', (event) => {
    if (event.target.matches('[type="file"], [type="search"]')) return;
    clearTimeout(due);
    due = setTimeout(look, pause);
  });
})();

// A run under way: how far it has come is fetched again until it has ended.
(() => {
  const every = 2000;
  if (!document.querySelector('#tien-do[data-song]')) return;
  const timer = setInterval(async () => {
    if (document.hidden) return;
    try {
      const answer = await fetch(location.href, { headers: { Accept: 'text/html' } });
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const next = page.getElementById('tien-do');
      if (!next || !('song' in next.dataset)) {
        clearInterval(timer);
        location.reload(); // it has ended, or nobody is signed in any more
        return;
      }
      for (const id of ['tien-do', 'tinh-trang']) {
        const now = document.getElementById(id);
        if (!now.contains(document.activeElement)) now.replaceChildren(...document.adoptNode(page.getElementById(id)).childNodes);
      }
    } catch {
      // the server is away: the next try says more
    }
  }, every);
})();

// Exports: the file comes in pieces, each behind how many rows have gone, so that a bar shows how far it is. A file that
// breaks off is not kept. Without this the browser downloads it by itself.
(() => {
  const frames = '/vnd.danbiet.frames';
  const headSize = 8;
  const number = (n) => n.toLocaleString('vi-VN');
  const words = (n) => (n < 1e6 ? `${number(Math.max(1, Math.round(n / 1e3)))} KB` : `${number(Math.round(n / 1e5) / 10)} MB`);

  // pieces calls each for every piece, and throws where the last one is missing.
  async function pieces(stream, each) {
    const reader = stream.getReader();
    let rest = new Uint8Array(0);
    for (;;) {
      const { done, value } = await reader.read();
      if (done) throw new Error('the file broke off');
      const joined = new Uint8Array(rest.length + value.length);
      joined.set(rest);
      joined.set(value, rest.length);
      rest = joined;
      while (rest.length >= headSize) {
        const head = new DataView(rest.buffer, rest.byteOffset, headSize);
        const size = head.getUint32(4);
        if (rest.length < headSize + size) break;
        const rows = head.getUint32(0);
        if (rows === 0 && size === 0) return;
        each(rows, rest.slice(headSize, headSize + size));
        rest = rest.subarray(headSize + size);
      }
    }
  }

  function save(parts, name) {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob(parts));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }

  // shown is the place below a form where an export tells how far it is.
  function shown(form) {
    form.nextElementSibling?.matches('.under-way') && form.nextElementSibling.remove();
    const box = document.createElement('div');
    box.className = 'under-way';
    const bar = document.createElement('progress');
    bar.max = Number(form.dataset.rows);
    bar.setAttribute('aria-label', 'Đã tải');
    const told = document.createElement('p');
    told.className = 'small';
    told.setAttribute('role', 'status');
    const count = document.createElement('p');
    count.className = 'small';
    const stop = document.createElement('button');
    stop.type = 'button';
    stop.className = 'outline secondary';
    stop.textContent = 'Dừng';
    box.append(bar, count, stop, told);
    form.after(box);
    return { box, bar, count, stop, told };
  }

  async function run(form, button) {
    const view = shown(form);
    const ending = new AbortController();
    view.stop.addEventListener('click', () => ending.abort());
    const end = (text, ok) => {
      view.told.textContent = text;
      view.count.remove();
      view.stop.remove();
      if (!ok) view.bar.remove();
    };
    view.told.textContent = 'Đang chuẩn bị tệp…';
    try {
      const answer = await fetch(form.action, {
        method: 'POST', body: new URLSearchParams(new FormData(form, button)), headers: { Accept: `application${frames}` }, signal: ending.signal,
      });
      if (!answer.headers.get('Content-Type').endsWith(frames)) { // a page says why not: the browser shows it
        view.box.remove();
        return false;
      }
      const [, name] = /filename="([^"]+)"/.exec(answer.headers.get('Content-Disposition'));
      const total = Number(answer.headers.get('Danbiet-Rows'));
      const parts = [];
      let size = 0;
      view.bar.max = total;
      view.told.textContent = 'Đang tải…';
      await pieces(answer.body, (rows, piece) => {
        parts.push(piece);
        size += piece.length;
        view.bar.value = Math.min(rows, total);
        view.count.textContent = `${number(rows)} trên ${number(total)} dòng, ${words(size)}`;
      });
      view.bar.value = total;
      save(parts, name);
      end(`Đã tải xong ${name} (${words(size)}).`, true);
    } catch {
      end(ending.signal.aborted ? 'Đã dừng. Không có tệp nào được lưu.' : 'Đường truyền bị ngắt, chưa lưu tệp nào. Xin tải lại.', false);
    }
    return true;
  }

  for (const form of document.querySelectorAll('form.export')) {
    form.addEventListener('submit', async (event) => {
      const button = event.submitter;
      if ('plain' in form.dataset) return;
      event.preventDefault();
      if ('busy' in form.dataset) return;
      form.dataset.busy = '';
      const done = await run(form, button);
      delete form.dataset.busy;
      if (done) return;
      form.dataset.plain = ''; // what the server refuses it says on its own page
      form.requestSubmit(button);
    });
  }
})();
