import { describe, expect, test } from 'vitest';
import type { Failure } from '../../kaltura/transport/failure.ts';
import { failed, succeeded } from '../../kaltura/transport/result.ts';
import { ORIGINAL, roomEntry, user } from '../../room/samples.ts';
import { obstacleOf } from './eligibility.ts';
import type { Reading } from './read-room.ts';

const reading = (fields: Partial<Reading> = {}): ReturnType<typeof obstacleOf> =>
  obstacleOf(
    succeeded({
      ...{
        original: ORIGINAL,
        user: user('amir'),
        groups: [],
        permissions: 'A,B',
        serverTime: 0,
        pace: { msPerCall: 1, msOfWork: 1, msOfWay: 0 },
      },
      ...fields,
    }),
  );

describe('a reading', () => {
  test('of a room that the user may edit leads to a clone', () => {
    expect(reading()).toBeUndefined();
  });

  test('of a breakout room does not', () => {
    const room = { ...ORIGINAL, entry: roomEntry('original', { roomType: 2, userId: user('amir') }) };
    expect(reading({ original: room })).toEqual({ code: 'notARoom' });
  });

  test('of a room in the recycle bin does not, also by its owner', () => {
    const room = { ...ORIGINAL, entry: roomEntry('original', { displayInSearch: -2, userId: user('amir') }) };
    expect(reading({ original: room })).toEqual({ code: 'recycled' });
  });

  test.each(['WIDGET_SESSION_PERMISSION', 'PLAYBACK_BASE_PERMISSION,B', 'A,WIDGET_SESSION_PERMISSION,B'])(
    'by the role %s does not',
    (permissions) => {
      expect(reading({ permissions })).toEqual({ code: 'viewOnlySession' });
    },
  );

  test.each(['MY_WIDGET_SESSION_PERMISSION', 'PLAYBACK_BASE_PERMISSION_2'])('by the role %s does', (role) => {
    expect(reading({ permissions: role })).toBeUndefined();
  });

  test('by somebody who may not edit it does not; by a member of an editing group it does', () => {
    expect(reading({ user: user('eve') })).toEqual({ code: 'noRight' });
    expect(reading({ user: user('eve'), groups: ['amir'] })).toBeUndefined();
  });
});

test.each<[Failure, string]>([
  [{ kind: 'actionForbidden', code: 'SERVICE_FORBIDDEN', action: 'User->Get' }, 'viewOnlySession'],
  [{ kind: 'actionForbidden', code: 'SERVICE_FORBIDDEN', action: 'baseentry->get' }, 'actionForbidden'],
  [{ kind: 'actionForbidden', code: 'SERVICE_FORBIDDEN', action: undefined }, 'actionForbidden'],
  [{ kind: 'refused', code: 'SERVICE_FORBIDDEN', field: 'user->get' }, 'refused'],
])('a reading that failed with %j: %s', (failure, code) => {
  const problem = obstacleOf(failed(failure));
  expect(problem?.code).toBe(code);
  expect(problem?.details).toContain('SERVICE_FORBIDDEN');
});
