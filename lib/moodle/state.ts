import type { CourseState } from './port.ts';

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
const list = (value: unknown): Record<string, unknown>[] =>
  Array.isArray(value) ? value.filter(isRecord) : [];

/** The activities of a course, from the JSON text of `core_courseformat_get_state`; undefined for anything else. */
export function readState(data: unknown): CourseState | undefined {
  const state = parse(data);
  if (!isRecord(state) || !Array.isArray(state['cm']) || !Array.isArray(state['section'])) return undefined;
  const byId = new Map(list(state['cm']).map((cm) => [Number(cm['id']), cm]));
  return list(state['section']).flatMap(({ cmlist }) =>
    (Array.isArray(cmlist) ? cmlist : []).flatMap((id) => {
      const cm = byId.get(Number(id));
      if (!cm) return [];
      const { name, module, sectionid, visible } = cm;
      const fields = { name: String(name), module: String(module), visible: visible === true };
      return [{ cmid: Number(id), sectionId: Number(sectionid), ...fields }];
    }),
  );
}

function parse(data: unknown): unknown {
  try {
    return typeof data === 'string' ? JSON.parse(data) : undefined;
  } catch {
    return undefined;
  }
}
