/** Where a number comes from: the file, a stated default, or a formula over other figures. */
export type Origin =
  | { readonly kind: "given"; readonly field: string }
  | { readonly kind: "default"; readonly because: string }
  | { readonly kind: "computed"; readonly formula: string; readonly from: readonly string[] };

export interface Figure {
  readonly value: number;
  readonly unit: string;
  readonly origin: Origin;
}

/** Figures by dotted name, such as `trunks.0551.needed`; names follow the plan, not the file. */
export type Figures = Readonly<Record<string, Figure>>;

/** Collects figures while a plan is made; each method returns the value, so that code reads as arithmetic. */
export class Ledger {
  readonly #figures = new Map<string, Figure>();

  /** The file's value if it has one, else the default with the reason for it. */
  choose(
    name: string,
    unit: string,
    choice: { given: number | undefined; field: string; otherwise: number; because: string },
  ): number {
    return choice.given === undefined
      ? this.#add(name, { value: choice.otherwise, unit, origin: { kind: "default", because: choice.because } })
      : this.#add(name, { value: choice.given, unit, origin: { kind: "given", field: choice.field } });
  }

  given(name: string, unit: string, choice: { value: number; field: string }): number {
    return this.#add(name, { value: choice.value, unit, origin: { kind: "given", field: choice.field } });
  }

  /** `formula` is written with figure names' last parts; `from` names the figures it reads. */
  computed(name: string, unit: string, result: { value: number; formula: string; from: readonly string[] }): number {
    return this.#add(name, {
      value: result.value,
      unit,
      origin: { kind: "computed", formula: result.formula, from: result.from },
    });
  }

  /** A figure's value; throws when it was not set, since then the plan is made in the wrong order. */
  value(name: string): number {
    const figure = this.#figures.get(name);
    if (figure === undefined) throw new Error(`figure ${name} is not set yet`);
    return figure.value;
  }

  figures(): Figures {
    return Object.fromEntries(this.#figures);
  }

  #add(name: string, figure: Figure): number {
    if (this.#figures.has(name)) throw new Error(`figure ${name} is set twice`);
    if (!Number.isFinite(figure.value)) throw new Error(`figure ${name} is ${String(figure.value)}`);
    this.#figures.set(name, figure);
    return figure.value;
  }
}
