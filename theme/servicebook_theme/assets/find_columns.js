/* What the find page filters and sorts by: columns of values by the number of a service (search/columns.json). */

/** @import { SearchColumns } from "../../contract" */

/** @typedef {"name" | "time" | "department"} Order */

export const ORDERS = /** @type {const} */ (["name", "time", "department"]);

export class Columns {
  /** @param {SearchColumns} file */
  constructor(file) {
    this.file = file;
    this.total = file.columns.department[1].length;
    this.departments = new Map(file.departments.map(department => [department[0], department]));
    this.collator = new Intl.Collator(document.documentElement.lang || undefined);
  }

  /**
   * Services come first in the index.
   * @param {number} number
   */
  isService(number) {
    return number < this.total;
  }

  /**
   * What a service has in a column.
   * @template {keyof SearchColumns["columns"]} Name
   * @param {Name} name
   * @param {number} number
   * @returns {SearchColumns["columns"][Name][0][number]}
   */
  at(name, number) {
    const [values, numbers] = this.file.columns[name];
    return values[numbers[number]];
  }

  /**
   * The department of a service: [id, name, path, color, initials].
   * @param {number} number
   */
  departmentOf(number) {
    return this.departments.get(this.at("department", number));
  }

  /**
   * Services in an order; what is not a service is left out.
   * @template {{ number: number }} Listed
   * @param {Listed[]} found
   * @param {Order} order
   */
  sorted(found, order) {
    const key = this.#comparisons()[order];
    return found.filter(({ number }) => this.isService(number))
      .sort((one, other) => key(one.number, other.number) || one.number - other.number);
  }

  /** @returns {Record<Order, (one: number, other: number) => number>} */
  #comparisons() {
    /** @param {number} number */
    const time = number => this.at("time", number) ?? Infinity;
    /** @param {number} number */
    const name = number => this.departmentOf(number)?.[1] ?? "";
    return {
      name: () => 0,   // the index lists services by name
      time: (one, other) => time(one) === time(other) ? 0 : time(one) - time(other),
      department: (one, other) => this.collator.compare(name(one), name(other)),
    };
  }
}
