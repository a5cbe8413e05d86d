import { html, raw } from 'hono/html';
import { sourceOf } from './activity-page.ts';
import type { Course, CourseModule } from './course.ts';
import { layout, type Markup, type Viewer } from './layout.ts';
import type { Variant } from './variant.ts';
import { wordsOf } from './words.ts';

/**
 * The settings form of an activity, `/course/modedit.php?update=`, with the fields of
 * docs/facts/moodle-pages.md#5-activities-and-their-entries.
 */
export function settingsPage(viewer: Viewer, course: Course, module: CourseModule, changed: boolean): Markup {
  return layout(
    {
      title: `Editing ${module.name}`,
      bodyId: `page-mod-${module.module}-mod`,
      bodyClass: `format-${viewer.variant.format ?? 'topics'} path-mod path-mod-${module.module} course-${course.id} cmid-${module.id} cm-type-${module.module}`,
      viewer,
      variant: viewer.variant,
    },
    html`<h1>${wordsOf(viewer.variant).settings}</h1>
      <form action="/login/index.php" method="post"><input name="search" /></form>
      <form
        autocomplete="off"
        action="modedit.php"
        method="post"
        accept-charset="utf-8"
        id="mform1"
        class="mform"
      >
        ${hiddenFields(viewer, course, module)}
        <p><input type="text" name="name" value="${module.name}" /></p>
        ${module.module === 'lti' ? toolFields(viewer, module, changed) : videoFields(module)}
        <p>
          <select name="visible">
            <option value="1" ${raw(module.visible ? 'selected' : '')}>Show on course page</option>
            <option value="0" ${raw(module.visible ? '' : 'selected')}>Hide on course page</option>
          </select>
        </p>
        <p><input type="checkbox" name="instructorchoicesendname" value="1" checked /></p>
        ${Object.entries(module.settings).map(([name, values]) => settingField(name, values))}
        <p>
          <input type="submit" name="submitbutton2" value="Save and return to course" />
          <input type="submit" name="submitbutton" value="Save and display" />
          <input type="submit" name="cancel" value="Cancel" />
        </p>
      </form>`,
  );
}

/** A setting that every activity has, in a field as Moodle has it: of several values, of one, or yes. */
function settingField(name: string, values: readonly string[]): Markup {
  if (name.endsWith('[]'))
    return html`<select multiple name="${name}">
      ${values.map((value) => html`<option value="${value}" selected>${value}</option>`)}
      <option value="other">other</option>
    </select>`;
  return name.startsWith('outcome_')
    ? html`<input type="hidden" name="${name}" value="0" /><input
          type="checkbox"
          name="${name}"
          value="1"
          checked
        />`
    : html`<textarea name="${name}">${values[0] ?? ''}</textarea>`;
}

const hidden = (name: string, value: string | number): Markup =>
  html`<input type="hidden" name="${name}" value="${value}" />`;

/** Fields without which Moodle takes no form. */
const FORM_NAME = '_qf__mod_MODULE_mod_form';
const formName = ({ module }: CourseModule): string => FORM_NAME.replace('MODULE', module);

function hiddenFields({ sesskey }: Viewer, course: Course, module: CourseModule): Markup {
  const { id, number } = course.sectionOf(module.id);
  return html`${hidden('course', course.id)} ${hidden('coursemodule', module.id)} ${hidden('section', number)}
  ${hidden('module', 15)} ${hidden('modulename', module.module)} ${hidden('instance', module.id)}
  ${hidden('add', 0)} ${hidden('update', module.id)} ${hidden('return', 0)} ${hidden('sr', 0)}
  ${hidden('sectionid', id)} ${hidden('sesskey', sesskey)} ${hidden(formName(module), 1)}`;
}

/** A tool without a type was set up by hand: since 4.3 its settings are shown, and none are taken. */
const isFrozen = ({ version }: Variant, { module, typeId }: CourseModule): boolean =>
  version !== '4.1' && module === 'lti' && typeId === 0;

/** 4.1 shows the tool's type and address as fields; later they are hidden. A changed form calls them otherwise. */
function toolFields({ variant }: Viewer, module: CourseModule, changed: boolean): Markup {
  const { typeId, toolUrl, customParameters, newWindow } = module;
  if (isFrozen(variant, module))
    return html`${hidden('typeid', 0)}
      <div class="form-control-static">${toolUrl}</div>
      <div class="form-control-static">${customParameters}</div>`;
  const old = variant.version === '4.1';
  const type = html`<select name="typeid">
    <option value="0" ${raw(typeId === 0 ? 'selected' : '')}>Automatic</option>
    <option value="99">Another tool</option>
    ${typeId === 0 ? '' : html`<option value="${typeId}" selected>A tool of this site</option>`}
  </select>`;
  // A line break would be a text of the field.
  // prettier-ignore
  const parameters = html`<textarea name="${changed ? 'toolparameters' : 'instructorcustomparameters'}" rows="4">${customParameters}</textarea>`;
  return html`${old ? type : hidden('typeid', typeId)}
    ${old ? html`<input type="text" name="toolurl" value="${toolUrl}" />` : hidden('toolurl', toolUrl)}
    ${hidden('securetoolurl', '')}
    <select name="launchcontainer">
      <option value="2" ${raw(newWindow ? '' : 'selected')}>Embed</option>
      <option value="4" ${raw(newWindow ? 'selected' : '')}>New window</option>
    </select>
    <input type="text" name="resourcekey" value="roomkey" />
    ${parameters}`;
}

/** A Kaltura video may be for a grouping; an External tool's form has no field for that (`lti_supports`). */
function videoFields({ entryId, name, groupingId }: CourseModule): Markup {
  return html`<select name="groupingid">
      <option value="0">None</option>
      <option value="7" ${raw(groupingId === 7 ? 'selected' : '')}>Lab</option>
    </select>
    ${hidden('entry_id', entryId)} ${hidden('source', sourceOf(entryId))} ${hidden('video_title', name)}`;
}

const WHOLE = [
  'course',
  'coursemodule',
  'section',
  'module',
  'modulename',
  'instance',
  'update',
  'name',
  'visible',
];

/**
 * What a posted form changes; undefined where Moodle would show the form again. What a browser did not send is not
 * kept, so a form of which something was left out damages the activity.
 */
export function formChanges(
  variant: Variant,
  module: CourseModule,
  form: URLSearchParams,
): Partial<CourseModule> | undefined {
  const whole = WHOLE.every((field) => form.has(field)) && form.has(formName(module));
  const name = form.get('name')?.trim() ?? '';
  if (!whole || name === '' || form.has('cancel')) return undefined;
  // Of two fields of one name, as a checkbox has them, the last one counts.
  const settings = Object.fromEntries(
    Object.keys(module.settings).map((key) => [
      key,
      key.endsWith('[]') ? form.getAll(key) : form.getAll(key).slice(-1),
    ]),
  );
  // `set_moduleinfo_defaults` of Moodle's course/modlib.php: without a field for it there is none.
  const groupingId = Number(form.get('groupingid') ?? 0);
  const common = { name, visible: form.get('visible') === '1', settings, groupingId };
  if (module.module === 'kalvidres') return { ...common, entryId: entryOf(form.get('source') ?? '') };
  if (module.module !== 'lti' || isFrozen(variant, module)) return common;
  return {
    ...common,
    typeId: Number(form.get('typeid')),
    toolUrl: form.get('toolurl') ?? '',
    customParameters: form.get('instructorcustomparameters') ?? '',
    newWindow: form.get('launchcontainer') === '4',
  };
}

/** What the plug-in launches is the address; its field for the entry is not read. */
const entryOf = (source: string): string => /\/entryid\/([^/]+)\//.exec(source)?.[1] ?? '';
