import { ApiError } from '../api-error.ts';
import type { Context, Service } from '../action.ts';
import type { MetadataRow } from '../database.ts';
import { page } from '../entry-filter.ts';
import { numberOf, objectParam, optionalObject, type Params, phpString, stringParam } from '../params.ts';

function metadataAnswer(row: MetadataRow, partnerId: number): object {
  return {
    id: row.id,
    partnerId,
    metadataProfileId: row.metadataProfileId,
    metadataObjectType: 1,
    objectId: row.objectId,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    status: 1,
    xml: row.xml,
    objectType: 'KalturaMetadata',
  };
}

/** A small stand-in for XSD: every element of the XML must be one that the schema names. */
function checkXml(xml: string, xsd: string): void {
  const allowed = new Set([...xsd.matchAll(/name="(\w+)"/g)].map(([, name]) => name));
  const used = [...xml.matchAll(/<(\w+)/g)].map(([, name]) => name);
  if (used.length === 0 || used.some((name) => !allowed.has(name))) {
    throw new ApiError('INVALID_METADATA_DATA', 'Invalid metadata: the data does not fit the schema');
  }
}

function rowOf({ database }: Context, params: Params): MetadataRow {
  const id = stringParam(params, 'id');
  const row = database.metadata.get(Number(id));
  if (row) return row;
  throw new ApiError('METADATA_NOT_FOUND', `Metadata id [${id}] not found`, { ID: id });
}

export const metadata: Service = {
  add: {
    allows: 'user',
    run: ({ database, caller, partnerId }, params) => {
      const metadataProfileId = numberOf(params['metadataProfileId'], 0);
      const objectId = stringParam(params, 'objectId');
      const xml = phpString(params['xmlData']);
      const entry = database.find(objectId);
      if (!entry || !database.canEdit(entry, caller)) {
        const code = 'METADATA_OBJECT_ID_NOT_FOUND';
        throw new ApiError(code, `Object Id [${objectId}], not found`, { ID: objectId });
      }
      const existing = [...database.metadata.values()].find(
        (row) => row.objectId === objectId && row.metadataProfileId === metadataProfileId,
      );
      if (existing) {
        const id = String(existing.id);
        throw new ApiError('METADATA_ALREADY_EXISTS', `Metadata already exists id [${id}]`, { ID: id });
      }
      checkXml(xml, database.profiles.get(metadataProfileId)?.xsd ?? '');
      const now = database.now();
      const row = {
        id: database.nextNumber(),
        metadataProfileId,
        objectId,
        createdAt: now,
        updatedAt: now,
        xml,
      };
      database.metadata.set(row.id, row);
      return metadataAnswer(row, partnerId);
    },
  },
  get: {
    allows: 'user',
    run: (context, params) => metadataAnswer(rowOf(context, params), context.partnerId),
  },
  list: {
    allows: 'user',
    run: ({ database, partnerId }, params) => {
      const filter = optionalObject(params, 'filter');
      const profile = filter['metadataProfileIdEqual'];
      const ids = phpString(filter['objectIdEqual'] ?? filter['objectIdIn']).split(',');
      // By object the server reads its database and not the search index (MetadataIndex): no lag.
      const found = [...database.metadata.values()].filter(
        (row) =>
          ids.includes(row.objectId) &&
          (profile === undefined || phpString(profile) === String(row.metadataProfileId)),
      );
      const objects = page(found, optionalObject(params, 'pager')).map((row) =>
        metadataAnswer(row, partnerId),
      );
      return { totalCount: found.length, objects, objectType: 'KalturaMetadataListResponse' };
    },
  },
  update: {
    allows: 'user',
    run: (context, params) => {
      const row = rowOf(context, params);
      const xml = phpString(params['xmlData']);
      checkXml(xml, context.database.profiles.get(row.metadataProfileId)?.xsd ?? '');
      row.xml = xml;
      row.updatedAt = context.database.now();
      return metadataAnswer(row, context.partnerId);
    },
  },
  delete: {
    allows: 'user',
    run: (context, params) => {
      context.database.metadata.delete(rowOf(context, params).id);
      return null;
    },
  },
};

export const metadataProfile: Service = {
  add: {
    allows: 'admin',
    run: ({ database, partnerId }, params) => {
      const { name, systemName } = objectParam(params, 'metadataProfile');
      const id = database.nextNumber();
      const texts = { name: phpString(name), systemName: phpString(systemName) };
      database.profiles.set(id, {
        id,
        ...texts,
        xsd: phpString(params['xsdData']),
        createdAt: database.now(),
      });
      return {
        id,
        partnerId,
        metadataObjectType: 1,
        ...texts,
        status: 1,
        objectType: 'KalturaMetadataProfile',
      };
    },
  },
  list: {
    allows: 'user',
    run: ({ database, partnerId }, params) => {
      const wanted = optionalObject(params, 'filter')['systemNameEqual'];
      const objects = [...database.profiles.values()]
        .filter(({ systemName }) => wanted === undefined || systemName === phpString(wanted))
        .map(({ id, name, systemName }) => ({
          id,
          partnerId,
          metadataObjectType: 1,
          name,
          systemName,
          status: 1,
          objectType: 'KalturaMetadataProfile',
        }));
      return { totalCount: objects.length, objects, objectType: 'KalturaMetadataProfileListResponse' };
    },
  },
  delete: {
    allows: 'admin',
    run: ({ database }, params) => void database.profiles.delete(Number(stringParam(params, 'id'))),
  },
};
