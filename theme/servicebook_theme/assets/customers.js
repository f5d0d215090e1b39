/* What is agreed with the reader's own department (see mine.js), where they said which it is: times of services by their number. */

import { indexFile, part } from "./engine.js";
import { mine } from "./mine.js";

/* {department, has(number), promiseOf(entry)}: ``department`` is null where there is nothing to go by. */
export async function customersOf() {
  const { department } = mine();
  const known = department && (await indexFile()).customers.includes(department);
  const agreed = known ? await part(`customers/${department}.json`) : {};
  const has = number => Object.hasOwn(agreed, number);
  return {
    department: known ? department : null,
    has,
    promiseOf: entry => entry.kind === "service" && has(entry.number) ? agreed[entry.number] ?? entry.promise : entry.promise,
  };
}
