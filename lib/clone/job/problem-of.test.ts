import { expect, test } from 'vitest';
import type { Failure, LostAnswer } from '../../kaltura/transport/failure.ts';
import { problemOf } from './problem-of.ts';

const lost = (cause: LostAnswer): Failure => ({ kind: 'outcomeUnknown', cause, retryAfter: undefined });
const refused = (code: string, field?: string): Failure => ({ kind: 'refused', code, field });

test.each<[Failure, ReturnType<typeof problemOf>]>([
  [{ kind: 'sessionOver' }, { code: 'sessionOver' }],
  [
    { kind: 'noRight', code: 'INVALID_KS -4' },
    { code: 'noRight', details: 'INVALID_KS -4' },
  ],
  [
    { kind: 'actionForbidden', code: 'SERVICE_FORBIDDEN', action: 'baseentry->clone' },
    { code: 'actionForbidden', details: 'SERVICE_FORBIDDEN baseentry->clone' },
  ],
  [
    { kind: 'actionForbidden', code: 'SERVICE_FORBIDDEN', action: undefined },
    { code: 'actionForbidden', details: 'SERVICE_FORBIDDEN' },
  ],
  [
    { kind: 'notFound', code: 'ENTRY_ID_NOT_FOUND' },
    { code: 'notFound', details: 'ENTRY_ID_NOT_FOUND' },
  ],
  [
    { kind: 'blocked', code: 'HTTP 429', retryAfter: 5 },
    { code: 'blocked', details: 'HTTP 429' },
  ],
  [refused('UNSAFE_HTML_TAGS', 'description'), { code: 'descriptionUnsafe', details: 'UNSAFE_HTML_TAGS' }],
  [refused('TOO_LONG', 'name'), { code: 'refused', details: 'TOO_LONG name' }],
  [refused('TOO_LONG'), { code: 'refused', details: 'TOO_LONG' }],
  [
    { kind: 'serverFault', code: 'INTERNAL' },
    { code: 'serverFault', details: 'INTERNAL' },
  ],
  [lost('notKaltura'), { code: 'notKaltura', details: 'notKaltura' }],
  [lost('unexpectedAnswer'), { code: 'notKaltura', details: 'unexpectedAnswer' }],
  [lost('httpStatus'), { code: 'serverFault', details: 'httpStatus' }],
  [lost('timeout'), { code: 'noAnswer', details: 'timeout' }],
  [lost('network'), { code: 'noAnswer', details: 'network' }],
])('%j means %j', (failure, problem) => {
  expect(problemOf(failure)).toEqual(problem);
});
