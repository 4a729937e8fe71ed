// Runs before the first paint, so that a chosen theme never flashes.
(() => {
  const NEXT = { auto: 'light', light: 'dark', dark: 'auto' };
  const KEY = 'souk.theme';

  function kept() {
    try {
      const theme = localStorage.getItem(KEY);
      return theme in NEXT ? theme : 'auto';
    } catch {
      return 'auto'; // storage is switched off
    }
  }

  function keep(theme) {
    try {
      localStorage.setItem(KEY, theme);
    } catch {
      // It lasts as long as this page.
    }
  }

  function show(theme) {
    document.documentElement.dataset.theme = theme;
    const button = document.getElementById('theme');
    if (button) {
      document.getElementById('theme-word').textContent = theme;
      button.setAttribute('aria-label', `Theme is ${theme}; change to ${NEXT[theme]}`);
    }
  }

  show(kept());
  document.addEventListener('DOMContentLoaded', () => {
    show(kept());
    document.getElementById('theme').addEventListener('click', () => {
      const theme = NEXT[document.documentElement.dataset.theme];
      keep(theme);
      show(theme);
    });
  });
})();
