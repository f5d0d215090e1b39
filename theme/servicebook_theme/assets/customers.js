/* What is agreed with the reader's own department (see mine.js), where they said which it is: times of services. */

/** @import { SearchCustomers } from "../../contract" */
/** @import { Result } from "./engine.js" */

import { indexFile, part } from "./search_index.js";
import { mine } from "./mine.js";

/**
 * @typedef {object} Customers
 * @property {string | null} department   null where there is nothing to go by
 * @property {(number: number) => boolean} has   whether something is agreed for the service with a number
 * @property {(entry: Result) => string | null} promiseOf   what is promised to the department
 */

/** @returns {Promise<Customers>} */
export async function customersOf() {
  const { department } = mine();
  const known = department !== null && (await indexFile()).customers.includes(department);
  /** @type {SearchCustomers} */
  const agreed = known ? await part(`customers/${department}.json`) : {};
  /** @param {number} number */
  const has = number => Object.hasOwn(agreed, number);
  /** @param {Result} entry */
  const promiseOf = ({ kind, number, promise }) => (kind === "service" ? agreed[number] : null) ?? promise;
  return { department: known ? department : null, has, promiseOf };
}
