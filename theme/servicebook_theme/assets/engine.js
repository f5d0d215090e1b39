/* The search: fetches only the parts of the index that a query needs, and adds up their scores.
   The index is made by servicebook.finding.index; words are made here as servicebook.finding.tokens makes them. */

const base = new URL("../search/", import.meta.url);
const fetched = new Map();

function part(name) {
  if (!fetched.has(name)) {
    const answer = fetch(new URL(name, base)).then(response => {
      if (!response.ok) throw new Error(`${name}: ${response.status}`);
      return response.json();
    });
    answer.catch(() => fetched.delete(name));
    fetched.set(name, answer);
  }
  return fetched.get(name);
}

export const services = () => part("services.json");

const WORD = /[\p{L}\p{N}]+/gu;
const WIDE = /[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af]/u;
const LONGEST = 400;   // signs of a query that are looked at
const LONGEST_WORD = 40;   // signs of a word whose spelling is mended
const CORRECTIONS = 4;     // spellings that are tried for a word
const COVERAGE = 0.4;      // how much of a score depends on how many of the query's words are found
const SOMEBODY = 1.2;      // what roles and people are worth to a question that begins with "who"
const MOST = 24;       // words of a query that are looked at

export function words(text) {
  const plain = text.slice(0, LONGEST).normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().normalize("NFC").replace(/['’]/g, "");
  const found = [];
  for (const [word] of plain.matchAll(WORD)) {
    const signs = [...word];
    if (WIDE.test(word) && signs.length > 2) {
      for (let at = 0; at < signs.length - 1; at += 1) found.push(signs[at] + signs[at + 1]);
    } else found.push(word);
  }
  return found;
}

const shardName = prefix => /^[\x00-\x7f]*$/.test(prefix) ? prefix : [...prefix].map(sign => sign.codePointAt(0).toString(16)).join("-");

async function shardOf(word, index) {
  const name = shardName([...word].slice(0, index.prefix).join(""));
  if (!index.known.has(name)) return null;
  return part(`words/${name}.json`);
}

async function indexFile() {
  const index = await part("index.json");
  index.known ??= new Set(index.shards);
  index.ignored ??= new Set(index.stop);
  index.asksForSomebody ??= new Set(index.who);
  return index;
}

/* Steps from one word to the other (insert, drop, replace, swap neighbors), or Infinity above the limit. */
function distance(one, other, limit) {
  if (Math.abs(one.length - other.length) > limit) return Infinity;
  let before = [], last = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let row = 1; row <= one.length; row += 1) {
    const line = [row];
    for (let at = 1; at <= other.length; at += 1) {
      const same = one[row - 1] === other[at - 1];
      line[at] = Math.min(last[at] + 1, line[at - 1] + 1, last[at - 1] + (same ? 0 : 1));
      if (row > 1 && at > 1 && one[row - 1] === other[at - 2] && one[row - 2] === other[at - 1]) line[at] = Math.min(line[at], before[at - 2] + 1);
    }
    before = last;
    last = line;
  }
  return last[other.length] <= limit ? last[other.length] : Infinity;
}

/* The stems that a word of the query stands for, each with what it is worth: the word itself; else, while it is still being
   typed, words that begin with it; else words that are spelled nearly like it. */
function stemsOf(word, shard, isLast) {
  const found = new Map();
  const add = (stem, worth) => found.set(stem, Math.max(worth, found.get(stem) ?? 0));
  if (Object.hasOwn(shard.words, word)) add(shard.words[word], 1);
  if (isLast && word.length > 2) {
    for (const other of Object.keys(shard.words)) if (other.startsWith(word) && other !== word) add(shard.words[other], found.size ? 0.3 : 0.8);
  }
  if (found.size) return found;
  const limit = word.length > 7 ? 2 : word.length > 3 ? 1 : 0;
  if (!limit) return found;
  for (const [other, stem] of Object.entries(shard.words)) {
    const steps = distance(word, other, limit);
    if (steps <= limit) add(stem, 0.7 / steps);
    else if (word.length > 4 && other.length > 4 && (word.startsWith(other) || other.startsWith(word))) add(stem, 0.5);
  }
  return found;
}

/* Words of the catalog that are spelled nearly like an unknown one, wherever the mistake is; the nearest only, with their steps. */
async function corrected(word, index) {
  const limit = word.length > 7 ? 2 : word.length > 3 ? 1 : 0;
  if (!limit || word.length > LONGEST_WORD) return [];
  const lengths = index.spelling.filter(length => Math.abs(length - word.length) <= limit);
  const lists = await Promise.all(lengths.map(length => part(`spelling/${length}.json`)));
  const near = lists.flat().map(other => [other, distance(word, other, limit)]).filter(([, steps]) => steps <= limit);
  const least = Math.min(...near.map(([, steps]) => steps));
  return near.filter(([, steps]) => steps === least).slice(0, CORRECTIONS);
}

/* Entry numbers with their scores for one word of the query. */
async function scoresOf(word, index, isLast) {
  const best = new Map();
  const add = (shard, stem, worth) => {
    const postings = Object.hasOwn(shard.postings, stem) ? shard.postings[stem] : [];
    for (let place = 0; place < postings.length; place += 2) {
      const score = postings[place + 1] * worth;
      if (score > (best.get(postings[place]) ?? 0)) best.set(postings[place], score);
    }
  };
  const shard = await shardOf(word, index);
  if (shard) for (const [stem, worth] of stemsOf(word, shard, isLast)) add(shard, stem, worth);
  if (best.size) return best;
  for (const [other, steps] of await corrected(word, index)) {
    const near = await shardOf(other, index);
    add(near, near.words[other], 0.7 / steps);
  }
  return best;
}

/* The best entries for a query, best first: {number, score, words: the query's words that were found}.
   An entry is worth more the more of the query's words it has. The sum of words' scores is the only scorer; another one, say by
   meaning, would give every entry a second number here, to be added with a weight before the sorting. */
export async function rank(query, { typing = false } = {}) {
  const index = await indexFile();
  const all = [...new Set(words(query))];
  const telling = all.filter(word => !index.ignored.has(word));
  const asked = (telling.length ? telling : all).slice(0, MOST);
  const found = await Promise.all(asked.map((word, at) => scoresOf(word, index, typing && at === asked.length - 1)));
  const scores = new Map();
  asked.forEach((word, at) => {
    for (const [number, score] of found[at]) {
      const sum = scores.get(number) ?? { number, score: 0, words: [] };
      sum.score += score;
      sum.words.push(word);
      scores.set(number, sum);
    }
  });
  const known = found.filter(one => one.size).length;
  const forSomebody = index.asksForSomebody.has(all[0]);
  for (const one of scores.values()) {
    one.score *= 1 - COVERAGE + COVERAGE * one.words.length / known;
    if (forSomebody && isSomebody(one.number, index)) one.score *= SOMEBODY;
  }
  return [...scores.values()].sort((one, other) => other.score - one.score || one.number - other.number);
}

const isSomebody = (number, index) => index.somebody.some(([start, end]) => start <= number && number < end);

/* What results show of entries. */
export async function entries(ranked) {
  const index = await indexFile();
  const chunks = await Promise.all([...new Set(ranked.map(one => Math.floor(one.number / index.chunk)))].map(async at => [at, await part(`entries/${at}.json`)]));
  const byNumber = new Map(chunks);
  return ranked.map(one => {
    const [kind, id, name, path, summary, department, promise] = byNumber.get(Math.floor(one.number / index.chunk))[one.number % index.chunk];
    return { ...one, kind, id, name, path, summary, department, promise, href: new URL("../" + path, base).href };
  });
}

/* A text with the query's words marked, as nodes. */
export function marked(text, found) {
  const node = document.createElement("span");
  const starts = found.filter(word => word.length > 1).map(word => word.slice(0, Math.max(3, word.length - 2)));
  for (const piece of text.split(/([\p{L}\p{N}]+)/u)) {
    const plain = words(piece)[0] ?? "";
    if (plain && starts.some(start => plain.startsWith(start))) {
      const mark = document.createElement("mark");
      mark.textContent = piece;
      node.append(mark);
    } else node.append(piece);
  }
  return node;
}

export const KINDS = { service: "Service", department: "Department", role: "Role", person: "Person", journey: "Journey", faq: "Question" };

/* A result as a row of the find page: name, summary, provider, promise, state. */
export function resultRow(entry) {
  const row = document.createElement("li");
  row.className = entry.retired ? "sb-row is-retired" : "sb-row";
  const cell = (part, ...content) => {
    const node = document.createElement("div");
    node.className = `sb-row__${part}`;
    node.append(...content);
    row.append(node);
    return node;
  };
  const link = document.createElement("a");
  link.href = entry.href;
  link.dataset.result = `${entry.kind}:${entry.id}`;
  link.append(marked(entry.name, entry.words));
  cell("name", link).dir = "auto";
  cell("summary", marked(entry.summary ?? "", entry.words)).dir = "auto";
  cell("by", entry.department ?? "");
  cell("promise", entry.promise ?? "");
  const chips = entry.kind === "service" ? entry.chips ?? [] : [[KINDS[entry.kind] ?? entry.kind, ""]];
  cell("state", ...chips.map(([text, look]) => {
    const chip = document.createElement("span");
    chip.className = look ? `sb-chip is-${look}` : "sb-chip";
    chip.textContent = text;
    return chip;
  }));
  return row;
}

/* A result as an option below the search box. */
export function resultItem(entry, role) {
  const item = document.createElement("li");
  item.className = "sb-result";
  const link = document.createElement("a");
  link.href = entry.href;
  link.dataset.result = `${entry.kind}:${entry.id}`;
  const name = document.createElement("span");
  name.className = "sb-result__name";
  name.dir = "auto";
  name.append(marked(entry.name, entry.words));
  const summary = document.createElement("span");
  summary.className = "sb-result__summary";
  summary.dir = "auto";
  summary.append(marked(entry.summary ?? "", entry.words));
  const facts = document.createElement("span");
  facts.className = "sb-result__facts";
  const chip = document.createElement("span");
  chip.className = "sb-chip";
  chip.textContent = KINDS[entry.kind] ?? entry.kind;
  facts.append(chip, " ", [entry.department, entry.promise].filter(Boolean).join(" · "));
  link.append(name, " ", summary, " ", facts);
  if (role) {
    item.setAttribute("role", "presentation");
    link.setAttribute("role", role);
    link.setAttribute("aria-selected", "false");
    link.tabIndex = -1;
  }
  item.append(link);
  return item;
}
