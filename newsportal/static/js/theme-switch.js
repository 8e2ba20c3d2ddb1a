// The switch between light and dark; without a choice the page follows the reader's system.
const root = document.documentElement;
const systemIsDark = matchMedia("(prefers-color-scheme: dark)");

const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : systemIsDark.matches);

for (const button of document.querySelectorAll("[data-theme-switch]")) {
  const show = () => {
    button.textContent = isDark() ? button.dataset.light : button.dataset.dark;
  };
  button.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    try {
      localStorage.setItem("theme", root.dataset.theme);
    } catch {
      // A browser that keeps nothing still changes this page.
    }
    show();
  });
  systemIsDark.addEventListener("change", show);
  show();
  button.hidden = false;
}
