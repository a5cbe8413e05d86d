import type { Failure } from '../../kaltura/transport/failure.ts';
import type { Problem } from '../../room/report/problem.ts';

const PASSED = { parts: 'tooManyParts', levels: 'tooManyLevels', bytes: 'answerTooLong' } as const;

/** What a failed call means to a teacher. */
export function problemOf(failure: Failure): Problem {
  switch (failure.kind) {
    case 'sessionOver':
      return { code: 'sessionOver' };
    case 'noRight':
      return { code: 'noRight', details: failure.code };
    case 'actionForbidden':
      return { code: 'actionForbidden', details: [failure.code, failure.action].filter(Boolean).join(' ') };
    case 'notFound':
      return { code: 'notFound', details: failure.code };
    case 'blocked':
      return { code: 'blocked', details: failure.code };
    case 'refused':
      if (failure.code === 'NOT_PROVED_NEW') return { code: 'notProvedNew' };
      if (failure.code === 'ROOM_RECYCLED') return { code: 'recycled' };
      return failure.code === 'UNSAFE_HTML_TAGS'
        ? { code: 'descriptionUnsafe', details: failure.code }
        : { code: 'refused', details: [failure.code, failure.field].filter(Boolean).join(' ') };
    case 'tooMuch':
      return { code: PASSED[failure.bound] };
    case 'intercepted':
      return { code: 'intercepted', details: failure.code };
    case 'serverFault':
      return { code: 'serverFault', details: failure.code };
    case 'outcomeUnknown':
      return failure.cause === 'notKaltura' || failure.cause === 'unexpectedAnswer'
        ? { code: 'notKaltura', details: failure.cause }
        : { code: failure.cause === 'httpStatus' ? 'serverFault' : 'noAnswer', details: failure.cause };
  }
}
