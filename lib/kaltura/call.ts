import type * as z from 'zod/mini';
import type { ResultToken } from './token.ts';

/** The parameters of a call, as JSON, with tokens in the place of values that are not known yet. */
export interface Params {
  readonly [name: string]: Param;
}

export type Param = string | number | boolean | null | ResultToken | readonly Param[] | Params;

/** One action of one service, with the schema of what it answers. */
export interface Call<T> {
  readonly service: string;
  readonly action: string;
  readonly params: Params;
  readonly answer: z.ZodMiniType<T>;
}
