import { randomBytes } from 'node:crypto';
import { ApiError } from '../api-error.ts';
import type { Context, Service } from '../action.ts';
import type { UploadToken } from '../database.ts';
import { page } from '../entry-filter.ts';
import { optionalObject, type Params, phpString, stringParam } from '../params.ts';
import { isAdmin } from '../session.ts';
import { has } from './assets.ts';

/** KalturaUploadTokenStatus */
const PENDING = 0;
const FULL_UPLOAD = 2;
const DELETED = 5;

function tokenAnswer(token: UploadToken, partnerId: number): object {
  return {
    id: token.id,
    partnerId,
    userId: token.userId,
    status: token.status,
    fileName: token.fileName,
    fileSize: token.fileSize,
    ...has('uploadedFileSize', token.content && String(token.content.length)),
    createdAt: token.createdAt,
    updatedAt: token.createdAt,
    autoFinalize: false,
    objectType: 'KalturaUploadToken',
  };
}

/** The tokens that exist for a caller: a user session has its own alone, and a deleted one is there for nobody. */
const tokensOf = ({ database, caller }: Context): UploadToken[] =>
  [...database.uploads.values()].filter(
    ({ userId, status }) => status !== DELETED && (isAdmin(caller) || isSame(userId, caller.user)),
  );

function tokenOf(context: Context, params: Params): UploadToken {
  const id = stringParam(params, 'uploadTokenId');
  const token = tokensOf(context).find((one) => one.id === id);
  if (token) return token;
  throw new ApiError('UPLOAD_TOKEN_NOT_FOUND', 'Upload token not found');
}

/** The database's own comparison of texts, which takes no account of case. */
const isSame = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

const isIn = (value: unknown, member: string): boolean => phpString(value).split(',').includes(member);

/** What each property of KalturaUploadTokenFilter asks of a token. */
const RULES: Readonly<Record<string, (token: UploadToken, value: unknown) => boolean>> = {
  idEqual: ({ id }, value) => id === phpString(value),
  idIn: ({ id }, value) => isIn(value, id),
  userIdEqual: ({ userId }, value) => isSame(userId, phpString(value)),
  statusEqual: ({ status }, value) => String(status) === phpString(value),
  statusIn: ({ status }, value) => isIn(value, String(status)),
  fileNameEqual: ({ fileName }, value) => isSame(fileName, phpString(value)),
  fileSizeEqual: ({ fileSize }, value) => fileSize === phpString(value),
};

/** Straight from the database, never behind: tokens have no search index. */
function findTokens(context: Context, filter: Readonly<Record<string, unknown>>): UploadToken[] {
  const asks = Object.entries(filter).filter(([, value]) => value !== null && value !== '');
  const found = tokensOf(context).filter((token) =>
    asks.every(([name, value]) => RULES[name]?.(token, value) ?? true),
  );
  const sign = { '+createdAt': 1, '-createdAt': -1 }[phpString(filter['orderBy'])];
  return sign === undefined ? found : found.toSorted((a, b) => sign * (a.createdAt - b.createdAt));
}

export const uploadToken: Service = {
  add: {
    allows: 'user',
    run: ({ database, caller, partnerId }, params) => {
      const given = optionalObject(params, 'uploadToken');
      const token: UploadToken = {
        id: `0_${randomBytes(16).toString('hex')}`,
        userId: caller.user,
        fileName: phpString(given['fileName']),
        fileSize: phpString(given['fileSize']),
        createdAt: database.now(),
        status: PENDING,
      };
      database.uploads.set(token.id, token);
      return tokenAnswer(token, partnerId);
    },
  },
  upload: {
    allows: 'user',
    run: (context, params) => {
      const token = tokenOf(context, params);
      if (Buffer.isBuffer(params['fileData'])) token.content = params['fileData'];
      token.status = FULL_UPLOAD;
      return tokenAnswer(token, context.partnerId);
    },
  },
  get: {
    allows: 'widget',
    run: (context, params) => tokenAnswer(tokenOf(context, params), context.partnerId),
  },
  list: {
    allows: 'widget',
    run: (context, params) => {
      const found = findTokens(context, optionalObject(params, 'filter'));
      const objects = page(found, optionalObject(params, 'pager')).map((token) =>
        tokenAnswer(token, context.partnerId),
      );
      return { totalCount: found.length, objects, objectType: 'KalturaUploadTokenListResponse' };
    },
  },
  delete: {
    allows: 'user',
    run: (context, params) => {
      tokenOf(context, params).status = DELETED;
      return null;
    },
  },
};
