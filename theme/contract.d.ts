/* What scripts are given by Python, as types: made of generator/servicebook/publishing/schemas/ by
   `pytest --bless tests/publishing/test_contract.py`, which fails while this file says something else. */

/** clock/<calendar>.json: a calendar with every opening and midnight resolved, so that its reader needs no
   rules of time zones. Instants are whole seconds since 1970; days are numbered from `begin`, from 0.
   Made by clock/calendar_data.py, read by assets/clock.js. */
export interface CalendarData {
  /** What the calendar is called. */
  name: string;
  /** Its IANA time zone. */
  zone: string;
  /** Whether it opens at all. */
  ever_open: boolean;
  /** The first day on which something may be asked. */
  first: string;
  /** The last day until which dates are given. */
  last: string;
  /** The last day for which holidays and closures are known; null: without end. */
  known_until: string | null;
  /** The day with which `days` begins, at or before `first`: a closed time may begin earlier. */
  begin: string;
  /** The instant at which `begin` begins. */
  midnight: number;
  /** By day: the seconds to the next day's beginning, where they are not 86,400. */
  lengths: Record<string, number>;
  /** By day: the seconds from its beginning to its end, where that is not the next day's beginning. */
  ends: Record<string, number>;
  /** Lists of open intervals. */
  shapes: Array<Array<[number, number]>>;
  /** The number of each day's shape. */
  days: Array<number>;
  /** Runs of days that are not decided by the week. */
  named: Array<[number, number, CalendarDayRule, string | null, 0 | 1, 0 | 1]>;
  /** By day on which clocks are changed: its local times as straight pieces. */
  changes: Record<string, Array<[number, number, 0 | 60]>>;
}

export type CalendarDayRule = "special day" | "closure" | "holiday";

/** mine.json: what a reader may say to be theirs. Made by pages/parts/my_department.py, read by
   assets/mine.js. */
export interface Choices {
  /** By name. */
  departments: Array<[string, string, string]>;
  /** The organization's own zone first. */
  zones: Array<[string, Array<string>]>;
}

/** #plan_data of a journey's page: its steps, to be planned backwards. Made by
   pages/dates/journey_planner.py, read by assets/plan.js. */
export interface PlanData {
  /** id */
  journey: string;
  name: string;
  /** When calendar files say to have been made. */
  stamp: string;
  /** The midnights of the organization's zone, as in a calendar. */
  days: {
    begin: string;
    /** The instant at which `begin` begins. */
    midnight: number;
    /** By day: its seconds where they are not 86,400. */
    lengths: Record<string, number>;
    last: string;
  };
  /** Addresses of published calendars. */
  clocks: Array<string>;
  tasks: Array<PlanTask>;
}

export type PlanUnit = "second" | "minute" | "hour" | "working day" | "calendar day" | "calendar week" | "month";

export interface PlanTask {
  id: string;
  title: string;
  /** The department that does it. */
  who: string;
  /** What to do at its last moment. */
  summary: string;
  /** Within what, on whose hours; how its reason begins. */
  promised: string;
  amount: number;
  unit: PlanUnit;
  /** Minutes after midnight in local time. */
  cutoff: number | null;
  /** id */
  calendar: string;
  /** Number of its calendar. */
  clock: number;
  /** Numbers of the steps that it waits for. */
  after: Array<number>;
}

/** #promise_data of a service's page: which targets apply to each choice. Made by
   pages/dates/promise_lookup.py, read by assets/promise.js. Instants are seconds since 1970. */
export interface PromiseData {
  /** The IANA zone in which dates are also said. */
  zone: string;
  /** What that zone is called. */
  place: string;
  /** The id of the default priority; empty where there is none. */
  default: string;
  /** By customer, an empty one being all others: what applies from when on. */
  tables: Record<string, Array<[number, Record<string, [Array<number>, number]>]>>;
  targets: Array<PromiseTarget>;
  /** Addresses of published calendars. */
  clocks: Array<string>;
  /** By level of escalation: how long after the due date; null: at once. */
  levels: Array<[number, PromiseUnit] | null>;
  /** Delays and changes, which move no date. */
  notices: Array<[number, number | null, "delayed" | "changed", string, string, string]>;
}

export type PromiseUnit = "second" | "minute" | "hour" | "working day" | "calendar day" | "calendar week" | "month";

/** A target; what it does not have is left out. */
export interface PromiseTarget {
  measure: string;
  /** What its date is called. */
  label: string;
  /** Number of its calendar, or -1: no date is counted. */
  clock: number;
  amount?: number;
  unit?: PromiseUnit;
  /** Minutes after midnight in local time. */
  cutoff?: number;
  /** What is promised, in words. */
  value: string;
  /** How often it is kept, in words. */
  often?: string;
  /** Whether an agreement says so. */
  agreed?: true;
}

/** search/begin/<letter>.json: words with a first letter, for mending spelling; separated by spaces. */
export interface SearchBeginnings {
  /** Words of the catalog. */
  own: string;
  /** Common words of the language. */
  common: string;
}

/** search/columns.json: what the find page filters and sorts by. A column is [values, for each service the
   number of its value]. Made by search/columns.py, read by assets/find.js. */
export interface SearchColumns {
  departments: Array<[string, string, string, number]>;
  audiences: Array<[string, string]>;
  columns: {
    department: [Array<string>, SearchColumnsNumbers];
    time: [Array<number | null>, SearchColumnsNumbers];
    cost: [Array<"free" | "charged" | "unknown">, SearchColumnsNumbers];
    ways: [Array<Array<string>>, SearchColumnsNumbers];
    audience: [Array<Array<string>>, SearchColumnsNumbers];
    lifecycle: [Array<string>, SearchColumnsNumbers];
    effects: [Array<Array<string>>, SearchColumnsNumbers];
  };
}

export type SearchColumnsNumbers = Array<number>;

/** search/customers/<department>.json: the time that is promised to a department by agreement, by the
   number of the service; null where none is. */
export type SearchCustomers = Record<string, string | null>;

/** search/end/<letters>.json: words of the catalog with these last letters, separated by spaces. */
export type SearchEndings = string;

/** search/entries/<number>.json: what results show of some entries. */
export type SearchEntries = Array<["service" | "role" | "person" | "department" | "faq" | "journey" | "page", string, string, string, string | null, string | null, string | null]>;

/** search/index.json: what every search needs. Made by search/index.py, read by assets/engine.js. */
export interface SearchIndex {
  /** How many entries there are; they are numbered from 0. */
  entries: number;
  /** How many entries a file of entries holds. */
  chunk: number;
  /** The entries by kind. */
  kinds: Record<string, Array<[number, number]>>;
  /** The first word of each file of words, in the order of code points. */
  words: Array<string>;
  /** The first letters for which there is a file begin/<letter>.json. */
  begin: Array<string>;
  /** The last letters for which there is a file end/<letters>.json. */
  end: Array<string>;
  /** Words with which questions for a person begin. */
  who: Array<string>;
  /** Words that say nothing where there are others. */
  stop: Array<string>;
  /** The departments that have a file customers/<id>.json. */
  customers: Array<string>;
}

/** search/words/<number>.json: a part of the alphabet. */
export interface SearchWords {
  /** Words as written, without accents and in lower case, with their stem; 0 where they are their own. */
  words: Record<string, string | number>;
  /** Stems with the entries that have them; see search/index.py, encoded(). */
  stems: Record<string, [number, string, string]>;
}
