/* What Material's bundle expects before it runs; loaded in the head, not deferred. */
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
