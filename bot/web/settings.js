// Runs before the first paint, so that the page never flashes in the wrong colours, size or language.
// Storage may be forbidden by the browser: then choices last as long as the page.
(() => {
  const root = document.documentElement;
  const memory = new Map();
  const settings = {
    get(name) {
      try {
        return localStorage.getItem('danbiet:' + name) ?? memory.get(name) ?? null;
      } catch {
        return memory.get(name) ?? null;
      }
    },
    set(name, value) {
      memory.set(name, value);
      try {
        localStorage.setItem('danbiet:' + name, value);
      } catch {
        // kept in memory
      }
    },
    drop(name) {
      memory.delete(name);
      try {
        localStorage.removeItem('danbiet:' + name);
      } catch {
        // nothing was stored
      }
    },
  };
  window.danbiet = settings;
  if (settings.get('theme')) root.dataset.theme = settings.get('theme');
  if (settings.get('size') === 'large') root.dataset.size = 'large';
  if (settings.get('lang') === 'en' && root.dataset.ward) root.lang = 'en';
})();
