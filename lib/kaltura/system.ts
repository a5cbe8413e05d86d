import * as z from 'zod/mini';
import type { Call } from './call.ts';

/** The server's clock, in unix seconds: what its own dates are to be compared with. */
export const getTime = (): Call<number> => ({
  service: 'system',
  action: 'getTime',
  params: {},
  answer: z.number(),
});
