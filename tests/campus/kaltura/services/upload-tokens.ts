import { randomBytes } from 'node:crypto';
import { ApiError } from '../api-error.ts';
import type { Context, Service } from '../action.ts';
import type { UploadToken } from '../database.ts';
import { optionalObject, type Params, phpString, stringParam } from '../params.ts';
import { has } from './assets.ts';

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
    objectType: 'KalturaUploadToken',
  };
}

function tokenOf({ database }: Context, params: Params): UploadToken {
  const id = stringParam(params, 'uploadTokenId');
  const token = database.uploads.get(id);
  if (token) return token;
  throw new ApiError('UPLOAD_TOKEN_NOT_FOUND', 'Upload token not found', { ID: id });
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
        status: 0,
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
      token.status = 2;
      return tokenAnswer(token, context.partnerId);
    },
  },
  get: { allows: 'user', run: (context, params) => tokenAnswer(tokenOf(context, params), context.partnerId) },
};
