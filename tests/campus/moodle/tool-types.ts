/** The types of External tools that an administrator has set up (`mod/lti/typessettings.php`). */
export interface ToolType {
  readonly id: number;
  readonly version: '1.1' | '1.3';
  /** Where a launch goes, unless the activity has an address of its own. */
  readonly url: string;
  /** Custom parameters: they go before an activity's own (`lti_build_custom_parameters`). */
  readonly parameters: string;
  /** LTI 1.3: the tool as Moodle's client, and where its tokens may be sent. */
  readonly clientId: string;
  readonly redirectUrl: string;
  readonly initiateUrl: string;
}

/** KAF's path that launches a room (docs/facts/kaf-pages.md#6-rooms-in-moodle). */
export const VIEW_ROOM = '/embeddedrooms/index/view-room';

/** @param kaf where KAF is; @param room the entry that one of the types names */
export function toolTypes(kaf: string, room: string): readonly ToolType[] {
  const type = (id: number, version: ToolType['version'], parameters = ''): ToolType => ({
    id,
    version,
    url: `${kaf}${VIEW_ROOM}`,
    parameters,
    clientId: `client-${id}`,
    redirectUrl: `${kaf}/hosted/index/oauth2-launch`,
    initiateUrl: `${kaf}/hosted/index/oidc-init`,
  });
  return [
    type(1, '1.3'),
    type(2, '1.1', `entry_id=${room}`),
    type(3, '1.3', `entry_id=${room}`),
    type(4, '1.1'),
  ];
}

/** Custom parameters as Moodle splits and names them, a line each (`lti_split_custom_parameters`, `lti_map_keyname`). */
export function parametersOf(text: string): Record<string, string> {
  return Object.fromEntries(
    text.split('\n').flatMap((line): [string, string][] => {
      const [name = '', ...rest] = line.split('=');
      const key = name
        .trim()
        .toLowerCase()
        .replaceAll(/[^a-z0-9]/g, '_');
      return name === '' || rest.length === 0 ? [] : [[key, rest.join('=').trim()]];
    }),
  );
}
