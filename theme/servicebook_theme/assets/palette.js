/* The reader's colors, before the page is painted: those chosen last, else those of the system. */
{
  const stored = window.__md_get("__palette");
  const inputs = [...document.querySelectorAll("[data-md-component=palette] input")];
  const input = inputs.find(one => matchMedia(one.dataset.mdColorMedia || "not all").matches);
  let color = stored?.color;
  if (!color || color.media === "(prefers-color-scheme)") {
    color = input && { media: input.dataset.mdColorMedia, scheme: input.dataset.mdColorScheme, primary: input.dataset.mdColorPrimary, accent: input.dataset.mdColorAccent };
  }
  for (const [key, value] of Object.entries(color || {})) document.body.setAttribute("data-md-color-" + key, value);
}
