/**
 * Units as types. A plain number may become any of them, but one unit never becomes another:
 * seconds given where mebibytes are due is a compile error.
 */
type Unit<Name extends string> = number & { readonly unit?: Name };

export type Seconds = Unit<"s">;
export type Minutes = Unit<"min">;
export type Erlangs = Unit<"erlang">;
/** 0 to 1. */
export type Share = Unit<"share">;
/** 0 to 100. */
export type Percent = Unit<"%">;
export type Mebibytes = Unit<"MiB">;
export type Gibibytes = Unit<"GiB">;
export type Millicores = Unit<"mCPU">;
/** Simultaneous calls a trunk group can carry. */
export type Channels = Unit<"channels">;
/** Working positions; a seat needs several heads to be staffed. */
export type Seats = Unit<"seats">;
/** People on the payroll. */
export type Heads = Unit<"heads">;
