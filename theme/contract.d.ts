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
  /** The weekdays of the weekend at its place; Monday is 0. */
  weekend: Array<number>;
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
  /** Delays and changes of what does it, in the order in which what they add is added. */
  notices: Array<[number, number | null, string, [number, PlanUnit, string] | null]>;
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
  /** What is measured, and what the date of that is called. */
  measures: Array<[string, string]>;
  /** How often promises are kept, in words that may be empty, and whether an agreement says so. */
  often: Array<[string, boolean]>;
  targets: Array<PromiseTarget>;
  /** Addresses of published calendars. */
  clocks: Array<string>;
  /** By level of escalation: how long after the due date; null: at once. */
  levels: Array<[number, PromiseUnit] | null>;
  /** Delays and changes, in the order in which what they add is added. */
  notices: Array<[number, number | null, "delayed" | "changed", string, string, string, [number, PromiseUnit, string] | null]>;
}

export type PromiseUnit = "second" | "minute" | "hour" | "working day" | "calendar day" | "calendar week" | "month";

/** A target: the numbers of its measure, of how often it is kept, and of its calendar (-1: no date is
   counted); what is promised in words, and as an amount and its unit; its cutoff in minutes after
   midnight in local time. */
export type PromiseTarget = [number, number, number, string, number | null, PromiseUnit | null, number | null];

/** request/choices.json: ids and names of what there is few of, and what forms must not offer. Made by
   publishing/request_files.py, read by assets/request_knowledge.js. */
export interface RequestChoices {
  /** By kind. */
  choices: Record<string, RequestChoiceslisted>;
  /** By object, the keys (of lists, the places) whose values are not published as they are written. */
  withheld: Record<string, Array<string>>;
}

export type RequestChoiceslisted = Array<[string, string]>;

/** request/fields/<kind>.json: what can be written of a kind of object. Made by
   publishing/request_fields.py, read by assets/request_knowledge.js. */
export interface RequestFields {
  /** The JSON Schema of an object, or of the list that a file is; what it refers to is the name of a
     definition. */
  schema: Record<string, any>;
  /** Definitions by name. */
  defs: Record<string, Record<string, any>>;
  /** What keys are called, where they do not say it. */
  labels: Record<string, string>;
  /** What choices are called, where they do not say it. */
  words: Record<string, string>;
  /** What is to be written, by x-text. */
  hints: Record<string, string>;
}

/** request/choices/<kind>.json: ids and names of what there may be many of. */
export type RequestListed = Array<[string, string]>;

/** request/ways.json: how a change request can be sent. Made by publishing/request_ways.py, read by
   assets/request_send.js. */
export interface RequestWays {
  /** Where issues are written; null where they are not. */
  issues: RequestWaysIssues | null;
  /** An address for mail. */
  mail: string | null;
}

export interface RequestWaysIssues {
  /** Whose addresses the host has. */
  host: "github" | "gitlab";
  /** The page of the repository, without a slash at its end. */
  url: string;
  /** The label of such issues. */
  label: string;
}

/** request/<kind>/<id>.json: what is written of an object, or in a file that is a list; the schema of its
   kind says what that is. */
export type RequestWritten = Record<string, any> | Array<Record<string, any>>;

/** search/begin/<letter>.json: words of the catalog with a first letter, separated by spaces. */
export type SearchBeginnings = string;

/** search/called/<number>.json: what entries are called, with numbers of entries; see search/called.py. */
export interface SearchCalled {
  /** One per line, sorted without spaces: the number of characters shared with the previous line (a
     digit), then the rest. */
  spellings: string;
  /** Of each spelling: an entry's number times four, plus how it is called so: by name, alias, id, former
     id. */
  numbers: Array<Array<number>>;
}

/** search/columns.json: what the find page filters and sorts by. A column is [values, for each service the
   number of its value]. Made by search/columns.py, read by assets/find.js. */
export interface SearchColumns {
  departments: Array<[string, string, string, number, string]>;
  audiences: Array<[string, string]>;
  columns: {
    department: [Array<string>, SearchColumnsNumbers];
    time: [Array<number | null>, SearchColumnsNumbers];
    cost: [Array<"free" | "charged" | "unknown">, SearchColumnsNumbers];
    ways: [Array<Array<"form" | "email" | "chat" | "phone" | "desk">>, SearchColumnsNumbers];
    audience: [Array<Array<string>>, SearchColumnsNumbers];
    lifecycle: [Array<"planned" | "live" | "deprecated" | "retired">, SearchColumnsNumbers];
    effects: [Array<Array<"closed" | "delayed" | "changed">>, SearchColumnsNumbers];
    kept: [Array<"kept" | "missed" | "too-few" | "none">, SearchColumnsNumbers];
  };
}

export type SearchColumnsNumbers = Array<number>;

/** search/customers/<department>.json: the time that is promised to a department by agreement, by the
   number of the service; null where none is. */
export type SearchCustomers = Record<string, string | null>;

/** search/end/<letters>.json: words of the catalog with these last letters, separated by spaces. */
export type SearchEndings = string;

/** search/entries/<number>.json: what results show of some entries. */
export type SearchEntries = Array<["service" | "role" | "person" | "department" | "faq" | "journey" | "page" | "topic" | "agreement" | "calendar" | "notice", string, string, string | null, string | null, string | null, string | null]>;

/** search/index.json: what every search needs. Made by search/index.py, read by assets/engine.js. */
export interface SearchIndex {
  /** How many entries there are; they are numbered from 0. */
  entries: number;
  /** How many entries a file of entries holds. */
  chunk: number;
  /** The entries by kind. */
  kinds: Record<string, Array<[number, number]>>;
  /** The entries that help those who keep the catalog, as half-open ranges of numbers. */
  maintainers: Array<[number, number]>;
  /** The entries that are a part of the page of another one, as half-open ranges of numbers. */
  parts: Array<[number, number]>;
  /** By kind, how a path is made of an id: what stands before it, for its first slash, for further ones,
     after it. */
  paths: Record<string, [string, string, string, string]>;
  /** The first word of each file of words, in the order of code points. */
  words: Array<string>;
  /** The first word of each file language/<number>.json, in the order of code points. */
  language: Array<string>;
  /** The first word of each file meaning/<number>.json, in the order of code points. */
  meaning: Array<string>;
  /** The shortest prefix, without spaces, that sorts after all names of the files before each file
     called/<number>.json; empty for the first; by code points. */
  called: Array<string>;
  /** Words for "and", which names are compared without. */
  and: Array<string>;
  /** What stands between the parts of a compound; empty where the language writes them apart. */
  links: Array<string>;
  /** The first letters for which there is a file begin/<letter>.json. */
  begin: Array<string>;
  /** The last letters for which there is a file end/<letters>.json. */
  end: Array<string>;
  /** Words with which questions for a person begin. */
  who: Array<string>;
  /** Words that say nothing where there are others. */
  stop: Array<string>;
  /** Those among them that are the name of a department. */
  names: Array<string>;
  /** The departments that have a file customers/<id>.json. */
  customers: Array<string>;
}

/** search/language/<number>.json: words of the language that the catalog has not, separated by spaces. */
export type SearchLanguage = string;

/** search/meaning/<number>.json: words of the language, and phrases of two, with the entries that they are
   near to by meaning; see search/encoding.py. */
export type SearchMeaning = Record<string, [number, string, string]>;

/** search/words/<number>.json: a part of the alphabet. */
export interface SearchWords {
  /** Words as written, without accents and in lower case, with their stem and those of their relatives; 0
     where they are their own. */
  words: Record<string, string | number>;
  /** Stems with the entries that have them; see search/encoding.py. */
  stems: Record<string, [number, string, string]>;
}

/** What scripts say: by key, the parameters of the text. */
export interface Texts {
  "channel.chat": never;
  "channel.desk": never;
  "channel.email": never;
  "channel.form": never;
  "channel.phone": never;
  "delay.added": "duration" | "notice";
  "delay.more": "duration";
  "delay.uncertain": "notice";
  "delay.uncertain-date": never;
  "effect.changed": never;
  "effect.closed": never;
  "effect.delayed": never;
  "lifecycle.deprecated": never;
  "lifecycle.live": never;
  "lifecycle.planned": never;
  "lifecycle.retired": never;
  "list.and": "before" | "last";
  "list.or": "before" | "last";
  "list.separator": never;
  "moment.before": "moment";
  "moment.by": "moment";
  "moment.just-after": "moment";
  "moment.just-before": "moment";
  "not-counted.periods": "periods";
  "plan-step.day-begins": never;
  "plan-step.description": "journey" | "who" | "why";
  "plan-step.named": "title";
  "plan-step.others": "count";
  "plan-step.ready": "moment";
  "plan-step.too-late": never;
  "plan-step.why": "before" | "promised";
  "plan-step.why-skipping": "before" | "periods" | "promised";
  "receipt.at": "moment";
  "receipt.because": "receipt" | "why";
  "receipt.cutoff": "time";
  "receipt.hours": "calendar";
  "script.agreed": never;
  "script.agreed-with-us": never;
  "script.all-results": "count";
  "script.closed": never;
  "script.closed-for": "name";
  "script.closed-for-until": "name" | "time";
  "script.closed-until": "time";
  "script.corrected": "instead" | "word";
  "script.cost.charged": never;
  "script.cost.free": never;
  "script.cost.unknown": never;
  "script.found": "shown" | "total";
  "script.found-with-others": "count" | "shown" | "total";
  "script.group.agreements": never;
  "script.group.departments": never;
  "script.group.hours": never;
  "script.group.journeys": never;
  "script.group.notices": never;
  "script.group.pages": never;
  "script.group.questions": never;
  "script.group.roles": never;
  "script.group.services": never;
  "script.kept.kept": never;
  "script.kept.missed": never;
  "script.kept.none": never;
  "script.kept.too-few": never;
  "script.kind.agreement": never;
  "script.kind.calendar": never;
  "script.kind.department": never;
  "script.kind.faq": never;
  "script.kind.journey": never;
  "script.kind.notice": never;
  "script.kind.page": never;
  "script.kind.person": never;
  "script.kind.role": never;
  "script.kind.service": never;
  "script.kind.topic": never;
  "script.mentions": "words";
  "script.mine.cancel": never;
  "script.mine.chosen": "label" | "name";
  "script.mine.department": never;
  "script.mine.device-zone": "zone";
  "script.mine.forget": never;
  "script.mine.heading": never;
  "script.mine.kept": never;
  "script.mine.not-said": never;
  "script.mine.other-zones": never;
  "script.mine.our-zones": never;
  "script.mine.save": never;
  "script.mine.unreachable": never;
  "script.mine.zone": never;
  "script.mine.zone-of-sites": "sites" | "zone";
  "script.moment.today": "time";
  "script.moment.tomorrow": "time";
  "script.no-form": never;
  "script.not-mentioned": "words";
  "script.open-always": never;
  "script.open-until": "time";
  "script.plan.dates": "day";
  "script.plan.late": "day" | "late" | "steps";
  "script.plan.late-steps": "count" | "total";
  "script.plan.out-of-range": "first" | "last";
  "script.plan.pick-a-day": never;
  "script.plan.unknown": "day";
  "script.promise.ask-now": "promise" | "time";
  "script.promise.by-agreement": never;
  "script.promise.counted-at-once": never;
  "script.promise.counted-from": never;
  "script.promise.for-priority": "priority";
  "script.promise.from": "time";
  "script.promise.if-now": never;
  "script.promise.if-on": "time";
  "script.promise.never-open": "calendar";
  "script.promise.no-date": never;
  "script.promise.no-date-head": never;
  "script.promise.notice-added": "notice" | "what";
  "script.promise.notice-changed": "notice" | "what";
  "script.promise.notice-delayed": "notice" | "what";
  "script.promise.notice-head": "head";
  "script.promise.too-early": "day";
  "script.promise.too-far": "day";
  "script.promise.unknown": "calendar" | "day";
  "script.promise.when-you-ask": never;
  "script.promise.you-ask": never;
  "script.promise.you-ask-now": never;
  "script.promise.zone": "place";
  "script.quoted": "word";
  "script.results": never;
  "script.search-instead": "word";
  "script.time-beside": "place" | "there" | "time";
  "script.time-in-place": "place" | "time";
  "script.time.days": never;
  "script.time.hours": never;
  "script.time.none": never;
  "script.time.weeks": never;
  "script.weak-results": "count";
  "skipped-day.break": "name";
  "skipped-day.closure": "name";
  "skipped-day.holiday": "name";
  "skipped-day.night": "name";
  "skipped-weekday.fri": "count";
  "skipped-weekday.mon": "count";
  "skipped-weekday.sat": "count";
  "skipped-weekday.sun": "count";
  "skipped-weekday.thu": "count";
  "skipped-weekday.tue": "count";
  "skipped-weekday.wed": "count";
  "skipped.break": "count";
  "skipped.closure": "count";
  "skipped.holiday": "count";
  "skipped.night": "count";
  "skipped.weekend": "count";
}

/** What forms of change requests say, likewise. */
export interface RequestTexts {
  "request.added": "after" | "field";
  "request.body.about": "name" | "object";
  "request.body.by": "by";
  "request.body.changes": never;
  "request.body.page": "page";
  "request.body.why": never;
  "request.changed": "after" | "before" | "field";
  "request.feedback.hint": never;
  "request.feedback.words": never;
  "request.form.add": never;
  "request.form.add-to": "list";
  "request.form.at": "place" | "words";
  "request.form.back": never;
  "request.form.by": never;
  "request.form.changes": never;
  "request.form.choose": never;
  "request.form.close": never;
  "request.form.detailed": never;
  "request.form.example": "example";
  "request.form.half": never;
  "request.form.heading": "name";
  "request.form.intro": never;
  "request.form.item": "count" | "list";
  "request.form.missing": never;
  "request.form.more": "names";
  "request.form.name-of": "what";
  "request.form.new": never;
  "request.form.new-one": never;
  "request.form.no": never;
  "request.form.not-there": "names";
  "request.form.nothing": never;
  "request.form.number": "count";
  "request.form.onward": never;
  "request.form.pair": "name" | "value";
  "request.form.ready": never;
  "request.form.remove": never;
  "request.form.required": never;
  "request.form.same-day": never;
  "request.form.simple": never;
  "request.form.taken-away": never;
  "request.form.twice": never;
  "request.form.unchanged": never;
  "request.form.unfit": never;
  "request.form.unit": never;
  "request.form.unknown": "value";
  "request.form.way": "what";
  "request.form.why": never;
  "request.form.why-needed": never;
  "request.form.within": "before" | "word";
  "request.form.wrong": "count";
  "request.form.yes": never;
  "request.kind.contact": never;
  "request.kind.contact-intro": never;
  "request.kind.hold": never;
  "request.kind.hold-instead": never;
  "request.kind.hold-instead-hint": never;
  "request.kind.hold-intro": never;
  "request.kind.hold-why": never;
  "request.kind.promise": never;
  "request.kind.promise-intro": never;
  "request.kind.question": never;
  "request.kind.question-intro": never;
  "request.kind.question-of": "name";
  "request.kind.question-why": never;
  "request.kind.remark": never;
  "request.kind.remark-intro": never;
  "request.kind.remark-of": "name";
  "request.kind.remark-why": never;
  "request.kind.service": never;
  "request.kind.service-intro": never;
  "request.kind.service-of": "name";
  "request.kind.thanks": never;
  "request.kind.thanks-intro": never;
  "request.kind.thanks-to": "name";
  "request.kind.thanks-why": never;
  "request.leave-block": never;
  "request.nothing": never;
  "request.paste-here": never;
  "request.send.by-hand": never;
  "request.send.copied": never;
  "request.send.copy": never;
  "request.send.copy-by-hand": never;
  "request.send.issue": never;
  "request.send.issue-hint": "host";
  "request.send.mail": never;
  "request.send.mail-hint": never;
  "request.send.save": never;
  "request.send.text": never;
  "request.send.too-long": never;
  "request.title.change": "name" | "object";
  "request.title.new": "name" | "object";
  "request.unit.calendar-day": never;
  "request.unit.calendar-week": never;
  "request.unit.hour": never;
  "request.unit.minute": never;
  "request.unit.month": never;
  "request.unit.second": never;
  "request.unit.working-day": never;
}
