/* What Material's bundle looks for in the window (assets/palette.js). */
declare global {
  interface Window {
    __md_scope: URL;
    __md_hash: (text: string) => number;
    __md_get: (key: string, storage?: Storage, scope?: URL) => any;
    __md_set: (key: string, value: unknown, storage?: Storage, scope?: URL) => void;
  }
}

export {};
