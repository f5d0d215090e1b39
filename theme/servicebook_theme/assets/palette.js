/* Before the page is painted, and not deferred: what Material's bundle expects before it runs, what it looks for and
   nobody sees without it, which pages are spared, and the reader's colors: those chosen last, else those of the
   system. */
{
  const { src, dataset } = /** @type {HTMLScriptElement} */ (document.currentScript);
  window.__md_scope = dataset.scope ? new URL(dataset.scope, location.href) : new URL("..", src);
}
window.__md_hash = text => [...text].reduce((hash, letter) => (hash << 5) - hash + letter.charCodeAt(0), 0);
window.__md_get = (key, storage, scope = window.__md_scope) => {
  try {   // storage may be forbidden: then nothing is kept
    return JSON.parse((storage ?? localStorage).getItem(`${scope.pathname}.${key}`) ?? "null");
  } catch {
    return null;
  }
};
window.__md_set = (key, value, storage, scope = window.__md_scope) => {
  try {
    (storage ?? localStorage).setItem(`${scope.pathname}.${key}`, JSON.stringify(value));
  } catch { /* not kept */ }
};
/* The address asks for a part of a list: the list waits for assets/table.js instead of being seen whole first. */
if (location.search) document.documentElement.classList.add("is-asked");
{
  /** The parts of the frame by the names under which the bundle looks for them, if they do not have them yet.
   * @param {Record<string, string>} parts */
  const call = parts => Object.entries(parts).forEach(([name, selector]) => {
    const part = document.querySelector(selector);
    if (part instanceof HTMLElement) part.dataset.mdComponent ??= name;
  });
  call({ header: ".sb-header", palette: ".sb-header form.md-header__option" });

  /* As partials/told.html has it, where that is nothing unusual. What lies below is named before the bundle, which is
     loaded after this, hears that it is there. */
  const { copy, copied } = document.currentScript?.dataset ?? {};
  if (copy !== undefined) {
    document.addEventListener("DOMContentLoaded", () =>
      call({ container: ".md-container", main: ".md-main", content: ".md-content" }));
    const src = document.currentScript?.getAttribute("src") ?? "";
    const told = document.createElement("script");
    Object.assign(told, { id: "__config", type: "application/json" });
    told.textContent = JSON.stringify({
      base: src.replace(src.startsWith(".") ? /\/assets\/[^/]*$/ : /assets\/[^/]*$/, "") || ".",
      features: ["navigation.tabs", "content.code.copy"],
      translations: { "clipboard.copy": copy, "clipboard.copied": copied },
    });
    document.head.append(told);
  }

  /* As in Material's templates; pages that Material's templates make have it all. */
  if (!document.querySelector("[data-md-toggle]")) {
    const parts = ["drawer", "search"].map(name =>
      `<input class="md-toggle" data-md-toggle="${name}" type="checkbox" id="__${name}" autocomplete="off">`);
    parts.push('<label class="md-overlay" for="__drawer"></label><div class="md-dialog" data-md-component="dialog">'
      + '<div class="md-dialog__inner md-typeset"></div></div>');
    document.body.insertAdjacentHTML("afterbegin", parts.join(""));
  }

  /* The two options of our theme, where a site has no others. */
  /** @type {HTMLFormElement | null} */
  const form = document.querySelector("form.md-header__option[data-dark]");
  for (const [name, system, scheme, icon] of form ? [
    [form.dataset.dark, "light", "default", "weather-night"],
    [form.dataset.light, "dark", "slate", "weather-sunny"],
  ] : []) {
    const input = Object.assign(document.createElement("input"), { className: "md-option", ariaLabel: name });
    Object.assign(input.dataset, { mdColorMedia: `(prefers-color-scheme: ${system})`, mdColorScheme: scheme });
    form?.append(input, Object.assign(document.createElement("label"), { className: `is-${icon}`, hidden: true }));
  }

  /** @type {NodeListOf<HTMLInputElement>} */
  const inputs = document.querySelectorAll("[data-md-component=palette] input");
  inputs.forEach((input, place) => {
    Object.assign(input, { type: "radio", name: "__palette", id: `__palette_${place}` });
    const { mdColorPrimary = "custom", mdColorAccent = "custom" } = document.body.dataset;
    Object.assign(input.dataset, { mdColorPrimary, mdColorAccent, ...input.dataset });
    const label = input.nextElementSibling;
    if (!(label instanceof HTMLLabelElement)) return;
    label.classList.add("md-header__button", "md-icon");
    label.htmlFor = `__palette_${(place + 1) % inputs.length}`;
    label.title = input.getAttribute("aria-label") ?? "";
  });

  /** @param {HTMLInputElement} input */
  const colorsOf = ({ dataset }) => {
    const { mdColorMedia: media, mdColorScheme: scheme, mdColorPrimary: primary, mdColorAccent: accent } = dataset;
    return { media, scheme, primary, accent };
  };
  const input = [...inputs].find(one => matchMedia(one.dataset.mdColorMedia || "not all").matches);
  /** @type {Record<string, string | undefined> | undefined} */
  let color = inputs.length ? window.__md_get("__palette")?.color : undefined;
  if (!color || color.media === "(prefers-color-scheme)") color = input && colorsOf(input);
  for (const [key, value] of Object.entries(color ?? {})) {
    document.body.setAttribute(`data-md-color-${key}`, String(value));
  }
}
