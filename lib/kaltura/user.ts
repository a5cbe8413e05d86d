import * as z from 'zod/mini';
import type { Call } from './call.ts';
import { userIdSchema } from './entry.ts';
import { text } from './lenient.ts';
import { listOf, type Page, pager } from './list.ts';
import type { UserId } from './ids.ts';
import type { ResultToken } from './token.ts';

const userSchema = z.object({ id: userIdSchema });
export interface User {
  readonly id: UserId;
}

/** Whose session this is: `session.get` is forbidden to users, `user.get` without an id is not. */
export const getUser = (): Call<User> => ({ service: 'user', action: 'get', params: {}, answer: userSchema });

const groupSchema = z.object({ groupId: text });

/** The groups of a user; a group that is named as co-editor gives its members the right. */
export const listGroups = (user: UserId | ResultToken): Call<Page<{ groupId: string }>> => ({
  service: 'groupuser',
  action: 'list',
  params: { filter: { userIdEqual: user }, pager: pager(1) },
  answer: listOf(groupSchema),
});

/** What the role of the session allows, as a comma-separated text. */
export const getPermissions = (): Call<string> => ({
  service: 'permission',
  action: 'getCurrentPermissions',
  params: {},
  answer: z.string(),
});
