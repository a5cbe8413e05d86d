import { activityRow } from './course-page.ts';
import type { Course } from './course.ts';
import type { Viewer } from './layout.ts';
import { MoodleError } from './moodle-error.ts';

/**
 * The web services that a page may call with its sesskey: `/lib/ajax/service.php`
 * (docs/facts/moodle-pages.md#5-activities-and-their-entries).
 */

type Args = Readonly<Record<string, unknown>>;
type Service = (viewer: Viewer, course: Course, args: Args) => unknown;

const SERVICES: Readonly<Record<string, Service>> = {
  core_courseformat_get_state: (_viewer, course) => JSON.stringify(stateOf(course)),
  core_courseformat_update_course: updateCourse,
  core_course_edit_module: editModule,
  core_get_fragment: async (viewer, course, { args }) => {
    const list = Array.isArray(args) ? (args as { name: string; value: string }[]) : []; // as Moodle's fragment takes them
    const id = Number(list.find(({ name }) => name === 'id')?.value);
    const row = await activityRow(viewer, course, course.must(id));
    return { html: row.toString(), javascript: '' };
  },
};

export function callService(viewer: Viewer, course: Course, name: string, args: Args): unknown {
  const service = SERVICES[name];
  if (!service) throw new MoodleError('servicenotavailable');
  return service(viewer, course, args);
}

/** The editor's state: what it holds of a course, without any entry id. Ids are strings, as the database gives them. */
function stateOf(course: Course): object {
  return {
    course: { id: String(course.id), sectionlist: course.sections.map(({ id }) => String(id)) },
    section: course.sections.map(({ id, number, name, modules }) => ({
      id: String(id),
      number,
      title: name,
      cmlist: modules.map(String),
    })),
    cm: course.modules.map(({ id, name, module, visible }) => ({
      id: String(id),
      name,
      module,
      plugin: `mod_${module}`,
      url: `/mod/${module}/view.php?id=${id}`,
      sectionid: String(course.sectionOf(id).id),
      visible,
    })),
  };
}

/** Moodle 4.1 knows none of the actions on activities here. */
function updateCourse(viewer: Viewer, course: Course, { action, ids }: Args): unknown {
  const id = Number(Array.isArray(ids) ? ids[0] : undefined);
  const unknown = new MoodleError(`Invalid course state action ${String(action)}`);
  if (viewer.variant.version === '4.1') throw unknown;
  if (!viewer.teacher) throw new MoodleError('nopermissions');
  const module = course.find(id);
  if (!module) throw new MoodleError('unexistingcmid');
  const put = (changed: number): string =>
    JSON.stringify([{ name: 'cm', action: 'put', fields: { id: String(changed) } }]);
  switch (action) {
    case 'cm_hide':
    case 'cm_show':
      course.update(id, { visible: action === 'cm_show' });
      return put(id);
    case 'cm_duplicate':
      return put(course.duplicate(id).id);
    case 'cm_delete':
      course.remove(id);
      return JSON.stringify([{ name: 'cm', action: 'remove', fields: { id: String(id) } }]);
    default:
      throw unknown;
  }
}

/** What 4.1's own menu calls. */
function editModule(viewer: Viewer, course: Course, { id, action }: Args): unknown {
  if (viewer.variant.version !== '4.1') throw new MoodleError('servicenotavailable');
  if (!viewer.teacher) throw new MoodleError('nopermissions');
  const cmid = Number(id);
  if (action === 'hide' || action === 'show') course.update(cmid, { visible: action === 'show' });
  if (action === 'delete') course.remove(cmid);
  return { id: action === 'duplicate' ? course.duplicate(cmid).id : cmid };
}
