// Runs before the first paint, so that the page never flashes in the wrong colours, size or language.
// Storage may be forbidden by the browser: then choices last as long as the page.
(() => {
  const root = document.documentElement;
  const memory = new Map();
  let broken = false; // once storage has failed, memory alone is believed
  const stored = (act) => {
    if (broken) return undefined;
    try {
      return act();
    } catch {
      broken = true; // forbidden or full
      return undefined;
    }
  };
  const settings = {
    get(name) {
      const value = stored(() => localStorage.getItem('danbiet:' + name));
      return (broken ? memory.get(name) : value) ?? null;
    },
    set(name, value) {
      memory.set(name, value);
      stored(() => localStorage.setItem('danbiet:' + name, value));
    },
    drop(name) {
      memory.delete(name);
      stored(() => localStorage.removeItem('danbiet:' + name));
    },
  };
  window.danbiet = settings;
  root.classList.add('js');
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const theme = () => { root.dataset.theme = settings.get('theme') || (dark.matches ? 'dark' : 'light'); };
  dark.addEventListener('change', theme);
  theme();
  if (settings.get('size') === 'large') root.dataset.size = 'large';
  if (settings.get('lang') === 'en' && root.dataset.ward) root.lang = 'en';
})();
