/* The reader's colors, before the page is painted: those chosen last, else those of the system. */
{
  /** @param {HTMLInputElement} input */
  const colorsOf = ({ dataset }) => {
    const { mdColorMedia: media, mdColorScheme: scheme, mdColorPrimary: primary, mdColorAccent: accent } = dataset;
    return { media, scheme, primary, accent };
  };
  /** @type {NodeListOf<HTMLInputElement>} */
  const inputs = document.querySelectorAll("[data-md-component=palette] input");
  const input = [...inputs].find(one => matchMedia(one.dataset.mdColorMedia || "not all").matches);
  /** @type {Record<string, string | undefined> | undefined} */
  let color = window.__md_get("__palette")?.color;
  if (!color || color.media === "(prefers-color-scheme)") color = input && colorsOf(input);
  for (const [key, value] of Object.entries(color ?? {})) {
    document.body.setAttribute(`data-md-color-${key}`, String(value));
  }
}
