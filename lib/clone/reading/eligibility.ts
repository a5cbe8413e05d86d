import type { Failure } from '../../kaltura/transport/failure.ts';
import type { Result } from '../../kaltura/transport/result.ts';
import type { Problem } from '../../room/report/problem.ts';
import { rightToClone } from '../../room/people/rights.ts';
import { isRecycled, roomKind } from '../../room/room.ts';
import { problemOf } from '../job/problem-of.ts';
import type { Reading } from './read-room.ts';

/** Roles that may read and nothing else: a player's or a widget's session (recorded scenario `session-widget`). */
const VIEW_ONLY = /(?:^|,)(?:WIDGET_SESSION_PERMISSION|PLAYBACK_BASE_PERMISSION)(?:,|$)/;

/** Whether a session with this role may only look: the player's of somebody who is not logged in. */
export const mayOnlyView = (permissions: string): boolean => VIEW_ONLY.test(permissions);

/** Why this reading of a room cannot lead to a clone, or undefined: it can. */
function obstacle(reading: Reading): Problem | undefined {
  if (roomKind(reading.original.entry) === 'none') return { code: 'notARoom' };
  if (isRecycled(reading.original.entry)) return { code: 'recycled' };
  if (mayOnlyView(reading.permissions)) return { code: 'viewOnlySession' };
  if (rightToClone(reading.original.entry, reading.user, reading.groups) === 'none')
    return { code: 'noRight' };
  return undefined;
}

/** The same for a reading that may have failed. A session that may not even ask who it is, is no user's. */
export function obstacleOf(reading: Result<Reading>): Problem | undefined {
  return reading.ok ? obstacle(reading.value) : readingProblem(reading.failure);
}

function readingProblem(failure: Failure): Problem {
  return failure.kind === 'actionForbidden' && failure.action?.toLowerCase() === 'user->get'
    ? { code: 'viewOnlySession', details: failure.code }
    : problemOf(failure);
}
