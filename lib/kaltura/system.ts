import type { Call } from './call.ts';
import { unixTime } from './entry.ts';

/** The server's clock, in unix seconds: what its own dates are to be compared with. */
export const getTime = (): Call<number> => ({
  service: 'system',
  action: 'getTime',
  params: {},
  answer: unixTime,
});
