import { missingParameter, wrongFormat } from './api-error.ts';

/** The parameters of a call, as parsed from JSON, a form or a query. */
export type Params = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A scalar as PHP would read it for a string property. */
export function phpString(value: unknown): string {
  if (value === true) return '1';
  if (value === false || value === null || value === undefined) return '';
  return typeof value === 'number' || typeof value === 'string' ? String(value) : '';
}

/** A mandatory scalar parameter; ids lose their tags, as the server strips them. */
export function stringParam(params: Params, name: string): string {
  if (!(name in params)) throw missingParameter(name);
  return phpString(params[name]).replace(/<[^>]*>/g, '');
}

/** A mandatory object parameter. */
export function objectParam(params: Params, name: string): Record<string, unknown> {
  const value = params[name];
  if (value === undefined) throw missingParameter(name);
  if (!isObject(value)) throw wrongFormat(name);
  return value;
}

/** An optional object parameter, such as a filter. */
export function optionalObject(params: Params, name: string): Record<string, unknown> {
  const value = params[name];
  return isObject(value) ? value : {};
}

export const numberOf = (value: unknown, fallback: number): number => {
  const number = Number(phpString(value));
  return phpString(value) === '' || Number.isNaN(number) ? fallback : Math.trunc(number);
};
