import { isObject, type Params, phpString } from './params.ts';

/** One call of a multirequest. */
export interface SubRequest {
  readonly service: string;
  readonly action: string;
  readonly params: Params;
}

/** The calls under "0" or "1", "2", …, in order, up to the first missing number, service or action. */
export function subRequests(params: Params): SubRequest[] {
  const found: SubRequest[] = [];
  const first = Object.hasOwn(params, '0') ? 0 : 1;
  for (let i = first; isObject(params[String(i)]); i += 1) {
    const { service, action, ...rest } = params[String(i)] as Record<string, unknown>; // isObject, just above
    if (service === undefined || action === undefined) break;
    const inherited = 'ks' in params && !('ks' in rest) ? { ks: params['ks'] } : {};
    found.push({ service: phpString(service), action: phpString(action), params: { ...rest, ...inherited } });
  }
  return found;
}

/** A placeholder that reads an error's own field: the genuine server dies of it. */
export class FatalPlaceholder extends Error {}

/**
 * Replaces the placeholders in a call's parameters with values of earlier answers. Greedy, as on the genuine server:
 * two in one string are read as one, and the text between them is lost.
 */
export function fillPlaceholders(value: unknown, answers: readonly unknown[]): unknown {
  if (Array.isArray(value)) return value.map((item) => fillPlaceholders(item, answers));
  if (isObject(value) && !Buffer.isBuffer(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [name, fillPlaceholders(item, answers)]),
    );
  }
  if (typeof value !== 'string') return value;
  return value.replace(/\{(\d+):result(.*)\}/s, (all, number: string, path: string) => {
    const place = Number(number) - 1;
    if (place >= answers.length) return all;
    return phpString(read(answers[place], path));
  });
}

function read(answer: unknown, path: string): unknown {
  const names = path.split(':').slice(1);
  const first = names[0];
  if (
    isObject(answer) &&
    answer['objectType'] === 'KalturaAPIException' &&
    (first === 'code' || first === 'message')
  ) {
    throw new FatalPlaceholder();
  }
  let value = answer;
  for (const name of names) {
    value = Array.isArray(value) ? value[Number(name)] : isObject(value) ? value[name] : undefined;
  }
  return value;
}
