/** Keeps the values that were used last, up to a number of them. */
export class RecentValues<Value> {
  readonly #max: number;
  /** In the order of use, the oldest first. */
  readonly #values = new Map<string, Value>();

  constructor(max: number) {
    this.#max = max;
  }

  get(id: string): Value | undefined {
    const value = this.#values.get(id);
    if (value !== undefined) this.set(id, value);
    return value;
  }

  set(id: string, value: Value): void {
    this.#values.delete(id);
    this.#values.set(id, value);
    const [oldest] = this.#values.keys();
    if (this.#values.size > this.#max && oldest !== undefined) this.#values.delete(oldest);
  }

  delete(id: string): void {
    this.#values.delete(id);
  }
}
