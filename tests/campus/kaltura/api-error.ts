/** An answer of the API that is an exception: HTTP 200 with this body. */
export class ApiError extends Error {
  readonly code: string;
  readonly args: Readonly<Record<string, string>>;

  constructor(code: string, message: string, args: Readonly<Record<string, string>> = {}) {
    super(message);
    this.code = code;
    this.args = args;
  }

  /** The answer's body. PHP writes an empty map as `[]`. */
  body(): object {
    const args = Object.keys(this.args).length > 0 ? this.args : [];
    return { code: this.code, message: this.message, objectType: 'KalturaAPIException', args };
  }
}

export const invalidKs = (ksId: string, code = '-1', description = 'INVALID_STR'): ApiError =>
  new ApiError('INVALID_KS', `Invalid KS "${ksId}", Error "${code},${description}"`, {
    KSID: ksId,
    ERR_CODE: code,
    ERR_DESC: description,
  });

/** "You may not do this to this entry": INVALID_KS in its third meaning. */
export const noRight = (): ApiError => invalidKs('', '-4', 'INVALID_TYPE');

export const forbidden = (service: string, action: string): ApiError =>
  new ApiError('SERVICE_FORBIDDEN', `The access to service [${service}->${action}] is forbidden`, {
    SERVICE: `${service}->${action}`,
  });

export const entryNotFound = (id: string): ApiError =>
  new ApiError('ENTRY_ID_NOT_FOUND', `Entry id "${id}" not found`, { ENTRY_ID: id });

export const missingParameter = (name: string): ApiError =>
  new ApiError('MISSING_MANDATORY_PARAMETER', `Missing parameter "${name}"`, { PARAM_NAME: name });

export const cannotBeNull = (property: string): ApiError =>
  new ApiError('PROPERTY_VALIDATION_CANNOT_BE_NULL', `The property "${property}" cannot be null`, {
    PROP_NAME: property,
  });

export const notUpdatable = (property: string): ApiError =>
  new ApiError('PROPERTY_VALIDATION_NOT_UPDATABLE', `The property "${property}" cannot be updated`, {
    PROP_NAME: property,
  });

export const adminProperty = (property: string): ApiError =>
  new ApiError(
    'PROPERTY_VALIDATION_ADMIN_PROPERTY',
    `The property "${property}" is updatable with admin session only`,
    {
      PROP_NAME: property,
    },
  );

export const wrongFormat = (property: string): ApiError =>
  new ApiError('PROPERTY_VALIDATION_WRONG_FORMAT', `The property "${property}" must match format array`, {
    PROP_NAME: property,
    FORMAT: 'array',
  });

export const invalidEnum = (value: string, parameter: string, type: string): ApiError =>
  new ApiError(
    'INVALID_ENUM_VALUE',
    `Invalid enumeration value "${value}" for parameter "${parameter}", expecting enumeration type "${type}"`,
    { ENUM_VAL: value, PARAM_NAME: parameter, ENUM_TYPE: type },
  );

export const invalidField = (field: string): ApiError =>
  new ApiError('INVALID_FIELD_VALUE', `value in field [${field}] is not valid`, { FIELD_NAME: field });

export const internalError = (): ApiError =>
  new ApiError('INTERNAL_SERVERL_ERROR', 'Internal server error occurred');
