/* The search: fetches only the parts of the index that a query needs, and adds up their scores.
   The index is made by servicebook.finding; words are made here as servicebook.finding.tokens makes them. */

const base = new URL("../search/", import.meta.url);
const fetched = new Map();

/* A file of the index, fetched once. */
export function part(name) {
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

const WORD = /[\p{L}\p{N}]+/gu;
const COMPOUND = /\p{L}+(?:-\p{L}+)+/gu;
const WIDE = /[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uac00-\ud7af]/u;
const LONGEST = 400;       // signs of a query that are looked at
const LONGEST_WORD = 40;   // signs of a word whose spelling is mended
const MOST = 24;           // words of a query that are looked at
const CORRECTIONS = 4;     // spellings that are tried for a word
const PAUSE = 120;         // milliseconds without a key after which results are fetched
const EXPANSIONS = 40;     // words that a beginning may stand for while it is typed
const COVERAGE = 0.4;      // how much of a score depends on how many of the query's words are found
const SOMEBODY = 1.2;      // what roles and people are worth to a question that begins with "who",
const ANSWERING = 1.6;     // and what if they have every word of it: then it is theirs to do
const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const VALUE = new Uint8Array(128);
[...DIGITS].forEach((digit, value) => { VALUE[digit.charCodeAt(0)] = value; });

export function words(text) {
  const plain = text.slice(0, LONGEST).normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().normalize("NFC").replace(/['’]/g, "");
  const found = [];
  for (const [word] of plain.matchAll(WORD)) {
    const signs = [...word];
    if (WIDE.test(word) && signs.length > 2) {
      for (let at = 0; at < signs.length - 1; at += 1) found.push(signs[at] + signs[at + 1]);
    } else found.push(word);
  }
  for (const [compound] of plain.matchAll(COMPOUND)) found.push(compound.replaceAll("-", ""));
  return found;
}

export async function indexFile() {
  const index = await part("index.json");
  if (!index.ignored) {
    index.ignored = new Set(index.stop);
    index.asksForSomebody = new Set(index.who);
    index.beginnings = new Set(index.begin);
    index.ends = new Set(index.end);
  }
  return index;
}

/* The number of the file of words that a word would be in. */
function placeOf(word, index) {
  let low = 0, high = index.words.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (before(word, index.words[middle])) high = middle;
    else low = middle + 1;
  }
  return Math.max(0, low - 1);
}

/* The order of the files is that of code points; JavaScript compares by halves of them. */
function before(one, other) {
  const mine = [...one], others = [...other];
  for (let at = 0; at < mine.length && at < others.length; at += 1) {
    if (mine[at] !== others[at]) return mine[at].codePointAt(0) < others[at].codePointAt(0);
  }
  return mine.length < others.length;
}

const partOf = (word, index) => index.words.length ? part(`words/${placeOf(word, index)}.json`) : Promise.resolve({ words: {}, stems: {} });
const stemIn = (listed, word) => Object.hasOwn(listed.words, word) ? listed.words[word] || word : null;

/* The entries of a stem and their scores, as servicebook.finding.index.encoded writes them. */
async function postingsOf(stem, index) {
  const { stems } = await partOf(stem, index);
  if (!Object.hasOwn(stems, stem)) return null;
  if (Array.isArray(stems[stem])) stems[stem] = decoded(...stems[stem]);
  return stems[stem];
}

function decoded(most, gaps, levels) {
  const entries = new Uint32Array(levels.length), scores = new Float32Array(levels.length);
  let number = -1, at = 0;
  for (let place = 0; place < levels.length; place += 1) {
    let gap = 0, worth = 1, digit;
    do {
      digit = VALUE[gaps.charCodeAt(at)];
      at += 1;
      gap += (digit & 31) * worth;
      worth *= 32;
    } while (digit & 32);
    number += gap + 1;
    entries[place] = number;
    scores[place] = most * (VALUE[levels.charCodeAt(place)] + 1) / 64;
  }
  return { entries, scores };
}

/* Steps from one word to the other (insert, drop, replace, swap neighbors), or Infinity above the limit. */
function distance(one, other, limit) {
  if (Math.abs(one.length - other.length) > limit) return Infinity;
  let earlier = [], last = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let row = 1; row <= one.length; row += 1) {
    const line = [row];
    for (let at = 1; at <= other.length; at += 1) {
      const same = one[row - 1] === other[at - 1];
      line[at] = Math.min(last[at] + 1, line[at - 1] + 1, last[at - 1] + (same ? 0 : 1));
      if (row > 1 && at > 1 && one[row - 1] === other[at - 2] && one[row - 2] === other[at - 1]) line[at] = Math.min(line[at], earlier[at - 2] + 1);
    }
    earlier = last;
    last = line;
  }
  return last[other.length] <= limit ? last[other.length] : Infinity;
}

const allowed = word => word.length > 7 ? 2 : word.length > 3 ? 1 : 0;
const fileName = letters => /^[\x00-\x7f]*$/.test(letters) ? letters : [...letters].map(sign => sign.codePointAt(0).toString(16)).join("-");
const listed = text => text ? text.split(" ") : [];

/* What a word may have been that the index does not know: [word of the catalog, what it is worth], the nearest only.
   A common word of the language is what it says, unless ``always``: then nothing better is known. */
async function corrected(word, index, always) {
  const limit = allowed(word);
  if (!limit || word.length > LONGEST_WORD) return [];
  const first = [...word][0], last = [...word].slice(-2).join("");
  const begin = index.beginnings.has(first) ? await part(`begin/${fileName(first)}.json`) : { own: "", common: "" };
  if (!always && listed(begin.common).includes(word)) return [];
  const own = listed(begin.own);
  const end = index.ends.has(last) ? listed(await part(`end/${fileName(last)}.json`)) : [];
  const near = [...new Set([...own, ...end])].map(other => [other, distance(word, other, limit)]).filter(([, steps]) => steps <= limit);
  if (near.length) {
    const least = Math.min(...near.map(([, steps]) => steps));
    return near.filter(([, steps]) => steps === least).slice(0, CORRECTIONS).map(([other, steps]) => [other, 0.7 / steps]);
  }
  const parts = word.length > 4 ? own.filter(other => other.length > 4 && (word.startsWith(other) || other.startsWith(word))) : [];
  return parts.slice(0, CORRECTIONS).map(other => [other, 0.5]);
}

/* Words that begin with a word, with their stems. They follow it in the alphabet, if only in the next file. */
async function beginningWith(word, place, index) {
  const next = placeOf(word, index) + 1;
  const found = one => Object.keys(one.words).filter(other => other.startsWith(word) && other !== word).map(other => [other, stemIn(one, other)]);
  const here = found(place);
  return (here.length || !index.words[next]?.startsWith(word) ? here : found(await part(`words/${next}.json`))).slice(0, EXPANSIONS);
}

/* The stems that a word of the query stands for, with what each is worth, and the words as written that stand for them: the word
   itself; while it is still being typed, words that begin with it, too; for an unknown one, what it may have been. */
async function meant(word, index, typing, always) {
  const stems = new Map(), forms = new Set([word]);
  const add = (stem, worth) => stems.set(stem, Math.max(worth, stems.get(stem) ?? 0));
  const place = await partOf(word, index);
  const own = stemIn(place, word);
  if (own !== null) add(own, 1);
  if (typing && word.length > 2) {
    for (const [other, stem] of await beginningWith(word, place, index)) {
      add(stem, own === null ? 0.8 : 0.3);
      forms.add(other);
    }
  }
  let instead = [];
  if (!stems.size) {
    instead = await corrected(word, index, always);
    for (const [other, worth] of instead) {
      const stem = stemIn(await partOf(other, index), other);
      if (stem !== null) add(stem, worth);
      forms.add(other);
    }
  }
  for (const [other, stem] of Object.entries(place.words)) if (stems.has(stem || other)) forms.add(other);
  return { word, stems, forms, instead: instead.map(([other]) => other) };
}

/* Neighbors that the catalog writes as one word: "log in" as "login". */
async function joined(all, chosen, index) {
  const pairs = all.slice(0, MOST).slice(1).map((word, at) => all[at] + word);
  const known = await Promise.all([...new Set(pairs)].filter(pair => !chosen.includes(pair)).map(async pair => stemIn(await partOf(pair, index), pair) !== null ? [pair] : []));
  return Promise.all(known.flat().map(pair => meant(pair, index, false, false)));
}

/* How well entries have the words of a question: the sum of the words' scores, worth more the more of the words an entry has.
   ``matched`` has a bit for every word of the question. */
async function byWords(asked, index) {
  const scores = new Float32Array(index.entries), matched = new Uint32Array(index.entries);
  let known = 0;
  for (const [at, { stems }] of asked.entries()) {
    const lists = (await Promise.all([...stems].map(async ([stem, worth]) => [await postingsOf(stem, index), worth]))).filter(([postings]) => postings);
    if (!lists.length) continue;
    known += 1;
    const best = lists.length > 1 ? new Map() : null;
    for (const [{ entries, scores: theirs }, worth] of lists) {
      for (let place = 0; place < entries.length; place += 1) {
        const score = theirs[place] * worth;
        if (best) best.set(entries[place], Math.max(score, best.get(entries[place]) ?? 0));
        else {
          scores[entries[place]] += score;
          matched[entries[place]] |= 1 << at;
        }
      }
    }
    for (const [number, score] of best ?? []) {
      scores[number] += score;
      matched[number] |= 1 << at;
    }
  }
  for (let number = 0; number < scores.length; number += 1) {
    if (scores[number]) scores[number] *= 1 - COVERAGE + COVERAGE * bits(matched[number]) / known;
  }
  return { scores, matched };
}

function bits(number) {
  let count = 0;
  for (let rest = number; rest; rest &= rest - 1) count += 1;
  return count;
}

/* What gives entries their scores, each with its weight in the sum. A second one, say by meaning, takes its place here: it gets the
   words asked for and the index, and returns scores and matched words by entry number. */
const SCORERS = [[byWords, 1]];

/* The answers to a query: ``found`` are the entries with a word of it, best first, {number, score, matched}; ``asked`` are the words
   that were looked for, {word, stems, forms, instead}: what was put in its place where it is unknown. */
export async function search(query, { typing = false } = {}) {
  const index = await indexFile();
  const all = words(query);
  const telling = all.filter(word => !index.ignored.has(word));
  const chosen = [...new Set(telling.length ? telling : all)].slice(0, MOST);
  let asked = await Promise.all(chosen.map((word, at) => meant(word, index, typing && at === chosen.length - 1, false)));
  if (!asked.some(one => one.stems.size)) asked = await Promise.all(chosen.map(word => meant(word, index, typing, true)));
  asked = [...asked, ...await joined(all, chosen, index)].slice(0, MOST);
  const scores = new Float64Array(index.entries), matched = new Uint32Array(index.entries);
  for (const [scorer, weight] of SCORERS) {
    const given = await scorer(asked, index);
    for (let number = 0; number < scores.length; number += 1) {
      scores[number] += weight * given.scores[number];
      matched[number] |= given.matched[number];
    }
  }
  if (index.asksForSomebody.has(all[0])) {
    const whole = asked.reduce((known, { stems }, at) => stems.size ? known | 1 << at : known, 0);
    for (const [start, end] of [...index.kinds.role ?? [], ...index.kinds.person ?? []]) {
      for (let number = start; number < end; number += 1) scores[number] *= matched[number] === whole ? ANSWERING : SOMEBODY;
    }
  }
  return { asked, found: sorted(scores).map(number => ({ number, score: scores[number], matched: matched[number], asked })) };
}

/* The numbers of entries with a score, best first; among equals the first in the index. */
function sorted(scores) {
  const keys = [];
  for (let number = 0; number < scores.length; number += 1) {
    if (scores[number] > 0) keys.push(Math.round(scores[number] * 1e4) * 2 ** 24 + (2 ** 24 - 1 - number));
  }
  return Array.from(Float64Array.from(keys).sort().reverse(), key => 2 ** 24 - 1 - key % 2 ** 24);
}

/* The best entries for a query, best first: {number, score, matched, asked}. */
export const rank = async (query, options) => (await search(query, options)).found;

/* For a query that nothing answers: entries with words that begin like its words, three letters at least; as of rank(). */
export async function nearest(query) {
  const index = await indexFile();
  const asked = await Promise.all([...new Set(words(query))].slice(0, MOST).map(async word => {
    const first = [...word][0];
    const own = word.length > 3 && word.length <= LONGEST_WORD && index.beginnings.has(first) ? listed((await part(`begin/${fileName(first)}.json`)).own) : [];
    const alike = own.map(other => [other, shared(word, other)]).filter(([, length]) => length > 2);
    const most = Math.max(...alike.map(([, length]) => length));
    const instead = alike.filter(([, length]) => length === most).slice(0, CORRECTIONS).map(([other]) => other);
    const stems = new Map();
    for (const other of instead) stems.set(stemIn(await partOf(other, index), other), 1);
    return { word, stems, forms: new Set(instead), instead };
  }));
  const { scores, matched } = await byWords(asked, index);
  return sorted(scores).map(number => ({ number, score: scores[number], matched: matched[number], asked }));
}

/* How many letters two words begin with alike. */
function shared(one, other) {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return length;
}

/* What results show of entries, given as {number, …}: {…, kind, id, name, path, summary, department, promise, href}. */
export async function entries(ranked) {
  const index = await indexFile();
  const chunks = new Map(await Promise.all([...new Set(ranked.map(one => Math.floor(one.number / index.chunk)))].map(async at => [at, await part(`entries/${at}.json`)])));
  return ranked.map(one => {
    const [kind, id, name, path, summary, department, promise] = chunks.get(Math.floor(one.number / index.chunk))[one.number % index.chunk];
    return { ...one, kind, id, name, path, summary, department, promise, href: new URL("../" + path, base).href };
  });
}

/* The same for a reader who may still be typing: what is not here yet is fetched when they have paused, lest every letter fetches
   results that nobody looks at. Null when they are not wanted any more. */
export async function entriesWhenQuiet(ranked, isWanted) {
  const index = await indexFile();
  if (ranked.some(one => !fetched.has(`entries/${Math.floor(one.number / index.chunk)}.json`))) {
    await new Promise(done => setTimeout(done, PAUSE));
    if (!isWanted()) return null;
  }
  return entries(ranked);
}

/* The kind of the entry with a number, without fetching it. */
export async function kindOf() {
  const index = await indexFile();
  if (!index.kindAt) {
    index.kindAt = new Array(index.entries);
    for (const [kind, ranges] of Object.entries(index.kinds)) for (const [start, end] of ranges) index.kindAt.fill(kind, start, end);
  }
  return number => index.kindAt[number];
}
