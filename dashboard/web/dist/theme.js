// Before the first paint, so that a dark page never flashes white.
(() => {
  const asked = new URLSearchParams(location.search).get('theme') ?? localStorage.getItem('zamer.theme');
  const dark = asked ? asked === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
})();
