/* What a schema says of a value: the part of JSON Schema that the schemas of the catalog use. `check` asks the same
   schemas, so that what is right here is right there; ids are for the choices of a form to know. */

/**
 * @typedef {{ [keyword: string]: any }} Schema
 * @typedef {Record<string, Schema>} Definitions
 * @typedef {Array<string | number>} Path
 * @typedef {{ path: Path, keyword: string, schema: Schema }} Fault
 */

/**
 * A schema with the definition that it refers to; what stands beside the reference wins.
 * @param {Schema} schema
 * @param {Definitions} defs
 * @returns {Schema}
 */
export function resolved(schema, defs) {
  let found = schema;
  while (found.$ref) {
    const { $ref, ...own } = found;
    found = { ...defs[$ref], ...own };
  }
  return found;
}

/**
 * The schema of a part of a value; undefined where nothing says which one that is.
 * @param {Schema | undefined} schema
 * @param {string | number} step
 * @param {Definitions} defs
 * @returns {Schema | undefined}
 */
export function inner(schema, step, defs) {
  const whole = resolved(schema ?? {}, defs);
  // what may be a word or a group is a group, where it has parts
  const group = Array.isArray(whole.type) ? resolved(whole.then ?? {}, defs) : whole;
  return group.items ?? group.properties?.[step] ?? group.additionalProperties;
}

/** @param {unknown} value */
export const isMap = value => typeof value === "object" && value !== null && !Array.isArray(value);

/** @type {Record<string, (value: unknown) => boolean>} */
const TYPES = {
  string: value => typeof value === "string",
  number: value => typeof value === "number",
  integer: value => Number.isInteger(value),
  boolean: value => typeof value === "boolean",
  array: value => Array.isArray(value),
  object: isMap,
};

/**
 * Whether two values are the same, whatever the order of their keys.
 * @param {any} one
 * @param {any} other
 * @returns {boolean}
 */
export function same(one, other) {
  if (one === other) return true;
  if (typeof one !== "object" || typeof other !== "object" || !one || !other) return false;
  const keys = Object.keys(one);
  return Array.isArray(one) === Array.isArray(other) && keys.length === Object.keys(other).length
    && keys.every(key => Object.hasOwn(other, key) && same(one[key], other[key]));
}

/** @type {Record<string, (value: string) => boolean>} What a browser cannot know is for the check of the catalog. */
const FORMATS = {
  date: value => {
    const day = new Date(`${value}T00:00:00Z`);
    return !isNaN(Number(day)) && day.toISOString().startsWith(value);
  },
};

/** @type {Record<string, (limit: any, value: any) => boolean>} By keyword, whether a value of its type fulfils it. */
const LIMITS = {
  enum: (limit, value) => limit.some((/** @type {unknown} */ one) => same(one, value)),
  const: (limit, value) => same(limit, value),
  pattern: (limit, value) => typeof value !== "string" || new RegExp(limit, "u").test(value),
  format: (limit, value) => typeof value !== "string" || (FORMATS[limit]?.(value) ?? true),
  maxLength: (limit, value) => typeof value !== "string" || [...value].length <= limit,
  minItems: (limit, value) => !Array.isArray(value) || value.length >= limit,
  minProperties: (limit, value) => !isMap(value) || Object.keys(value).length >= limit,
  uniqueItems: (limit, value) =>
    !limit || !Array.isArray(value) || value.every((one, at) => !value.slice(0, at).some(other => same(one, other))),
  minimum: (limit, value) => typeof value !== "number" || value >= limit,
  exclusiveMinimum: (limit, value) => typeof value !== "number" || value > limit,
  maximum: (limit, value) => typeof value !== "number" || value <= limit,
};

/**
 * What is wrong with a value.
 * @param {any} value
 * @param {Schema} schema
 * @param {Definitions} defs
 * @param {Path} [path]
 * @returns {Fault[]}
 */
export function faults(value, schema, defs, path = []) {
  const whole = resolved(schema, defs);
  const types = [whole.type ?? []].flat();
  if (types.length && !types.some(type => TYPES[type](value))) return [{ path, keyword: "type", schema: whole }];
  const found = Object.keys(LIMITS)
    .filter(keyword => keyword in whole && !LIMITS[keyword](whole[keyword], value))
    .map(keyword => ({ path, keyword, schema: whole }));
  return [...found, ...ofBranches(value, whole, defs, path), ...ofParts(value, whole, defs, path)];
}

/**
 * @param {any} value
 * @param {Schema} whole
 * @param {Definitions} defs
 * @param {Path} path
 * @returns {Fault[]}
 */
function ofBranches(value, whole, defs, path) {
  /** @param {Schema} schema */
  const of = schema => faults(value, schema, defs, path);
  /** @type {Fault[]} */
  const found = (whole.allOf ?? []).flatMap(of);
  if (whole.anyOf && whole.anyOf.every((/** @type {Schema} */ one) => of(one).length)) {
    found.push({ path, keyword: "anyOf", schema: whole });
  }
  if (whole.not && !of(whole.not).length) found.push({ path, keyword: "not", schema: whole });
  if (whole.if) found.push(...of((of(whole.if).length ? whole.else : whole.then) ?? {}));
  return found;
}

/**
 * @param {any} value
 * @param {Schema} whole
 * @param {Definitions} defs
 * @param {Path} path
 * @returns {Fault[]}
 */
function ofParts(value, whole, defs, path) {
  if (Array.isArray(value)) {
    return whole.items ? value.flatMap((one, at) => faults(one, whole.items, defs, [...path, at])) : [];
  }
  if (!isMap(value)) return [];
  /** @type {string[]} */
  const required = whole.required ?? [];
  const found = required.filter(key => !Object.hasOwn(value, key))
    .map(key => ({ path: [...path, key], keyword: "required", schema: whole }));
  for (const [key, one] of Object.entries(value)) {
    const place = [...path, key], others = whole.additionalProperties;
    const own = Object.hasOwn(whole.properties ?? {}, key) ? whole.properties[key] : null;
    if (whole.propertyNames) found.push(...faults(key, whole.propertyNames, defs, place));
    if (own) found.push(...faults(one, own, defs, place));
    else if (others === false) found.push({ path: place, keyword: "additionalProperties", schema: whole });
    else if (others) found.push(...faults(one, others, defs, place));
  }
  return found;
}
