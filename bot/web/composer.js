// The composer takes words, files, a voice note and a place.
import { say, word } from './words.js';

const $ = (id) => document.getElementById(id);
const ward = document.documentElement.dataset.ward;
const text = $('text');
const draft = 'danbiet:draft:' + ward;
const maxFiles = 5;
const maxFile = 20 * 1024 * 1024; // bytes
const photoLimit = 1.5e6; // bytes above which a photo is made smaller before it is sent
const photoSide = 2560; // pixels
const longestVoice = 180; // seconds
const shortestVoice = 500; // bytes; less is a container without sound

let watch = {}; // onSend(message, files), onNote(key)
let staged = [];
let recorder;

export function start(watchers) {
  watch = watchers;
  $('composer').onsubmit = (e) => {
    e.preventDefault();
    submit();
  };
  // Enter sends, Shift+Enter begins a line. Heard as input rather than as a key, because while an input method
  // composes a syllable the key belongs to it.
  let newLine = false;
  text.addEventListener('keydown', (e) => { newLine = e.key === 'Enter' && e.shiftKey; });
  text.addEventListener('beforeinput', (e) => {
    if (e.inputType !== 'insertLineBreak' || newLine) return;
    e.preventDefault();
    submit();
  });
  text.addEventListener('input', () => {
    grow();
    keepDraft();
  });
  $('attach').onchange = (e) => {
    stage([...e.target.files]);
    e.target.value = '';
  };
  $('place').onclick = sendPlace;
  $('voice').onclick = () => (recorder ? recorder.stop() : record());
  restoreDraft();
  offer('');
}

// offer shows the means that the open question asks for, and hides the others.
export function offer(want) {
  const tools = {
    'attach-tool': want === 'file',
    voice: want === 'file' && Boolean(window.MediaRecorder && navigator.mediaDevices?.getUserMedia),
    place: want === 'location' && 'geolocation' in navigator && isSecureContext,
  };
  for (const [id, shown] of Object.entries(tools)) $(id).hidden = !shown;
  $('extras').hidden = !Object.values(tools).some(Boolean);
  text.inputMode = want === 'phone' ? 'tel' : 'text';
  text.autocomplete = want === 'phone' ? 'tel' : 'off';
}

function submit() {
  const words = text.value.trim();
  if (!words && !staged.length) return text.focus();
  const files = staged;
  staged = [];
  text.value = '';
  grow();
  keepDraft();
  drawStaged();
  text.focus();
  return watch.onSend({ text: words }, files);
}

function grow() {
  text.style.height = 'auto';
  text.style.height = text.scrollHeight + 2 + 'px';
}

// A half-written message survives a reload, in this tab alone.
function keepDraft() {
  try {
    sessionStorage.setItem(draft, text.value);
  } catch {
    // then it does not
  }
}

function restoreDraft() {
  try {
    text.value = sessionStorage.getItem(draft) ?? '';
  } catch {
    // nothing was kept
  }
  grow();
}

// restore puts a message back that was sent and can still be changed, before what is being written.
export function restore(message) {
  text.value = [message.text, text.value].filter(Boolean).join('\n');
  staged = [...message.files, ...staged].slice(0, maxFiles);
  grow();
  keepDraft();
  drawStaged();
  text.focus();
}

export function clear() {
  staged = [];
  text.value = '';
  keepDraft();
}

async function stage(files) {
  for (const file of await Promise.all(files.map(shrink))) {
    if (staged.length === maxFiles) {
      watch.onNote('tooMany');
      break;
    }
    if (file.size > maxFile) watch.onNote('tooBig');
    else staged.push(file);
  }
  drawStaged();
}

// shrink makes a large photo fit for a slow line. It also leaves behind what the camera wrote into the file, such as the place.
async function shrink(file) {
  if (!/^image\/(jpeg|png|webp)$/.test(file.type) || file.size < photoLimit) return file;
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, photoSide / Math.max(picture.width, picture.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height);
    const smaller = await new Promise((done) => canvas.toBlob(done, 'image/jpeg', 0.85));
    if (!smaller || smaller.size >= file.size) return file;
    return new File([smaller], file.name.replace(/\.[^.]*$/, '') + '.jpg', { type: 'image/jpeg' });
  } catch {
    return file; // the browser cannot read it; the server will decide
  }
}

function drawStaged() {
  const list = $('staged');
  for (const img of list.querySelectorAll('img')) URL.revokeObjectURL(img.src);
  list.replaceChildren();
  list.hidden = !staged.length;
  staged.forEach((file, i) => {
    const item = document.createElement('li');
    if (/^image\/(jpeg|png|webp)$/.test(file.type)) {
      const img = document.createElement('img');
      img.src = URL.createObjectURL(file);
      img.alt = '';
      item.append(img);
    }
    const name = document.createElement('span');
    name.textContent = file.name;
    const off = say(document.createElement('button'), 'remove');
    off.type = 'button';
    off.setAttribute('aria-label', `${word('remove')}: ${file.name}`);
    off.onclick = () => {
      staged.splice(i, 1);
      drawStaged();
      text.focus();
    };
    item.append(name, off);
    list.append(item);
  });
}

function sendPlace() {
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => watch.onSend({ lat: coords.latitude, lon: coords.longitude }, []),
    () => watch.onNote('noPlace'),
    { enableHighAccuracy: true, timeout: 20000, maximumAge: 60000 },
  );
}

async function record() {
  const button = $('voice');
  let sound;
  button.disabled = true; // while the browser asks for leave
  try {
    sound = await navigator.mediaDevices.getUserMedia({ audio: true });
    recorder = new MediaRecorder(sound);
  } catch {
    sound?.getTracks().forEach((track) => track.stop());
    watch.onNote('noVoice');
    return;
  } finally {
    button.disabled = false;
  }
  const parts = [];
  let seconds = 0;
  const clock = setInterval(() => {
    seconds += 1;
    button.textContent = `${word('voiceStop')} ${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
    if (seconds >= longestVoice) recorder.stop();
  }, 1000);
  recorder.ondataavailable = (e) => parts.push(e.data);
  recorder.onstop = () => {
    clearInterval(clock);
    for (const track of sound.getTracks()) track.stop();
    const type = recorder.mimeType.split(';')[0];
    const end = { 'audio/webm': '.webm', 'audio/ogg': '.ogg', 'audio/mp4': '.m4a' }[type] ?? '';
    recorder = undefined;
    button.setAttribute('aria-pressed', 'false');
    say(button, 'voice');
    const note = new File(parts, 'ghi-am' + end, { type });
    if (note.size < shortestVoice) watch.onNote('voiceShort');
    else stage([note]);
  };
  recorder.start();
  button.setAttribute('aria-pressed', 'true');
  say(button, 'voiceStop');
}
