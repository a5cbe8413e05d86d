import { expect, test } from 'vitest';
import { chatState, type ChatState } from './chat.ts';

const detail = (key: string, value: string): string =>
  `<metadata><Detail>\n <Key>other</Key><Value>"cnc_enabled":1</Value></Detail>
  <Detail>\n <Key> ${key} </Key>\n <Value>${value}</Value> </Detail></metadata>`;
const settings = (value: string): string => detail('cnc_widgetSettings', value);

test.each<[string, ChatState]>([
  [settings('{"cnc_enabled":true}'), 'on'],
  [settings('{"a":1,"cnc_enabled" : 1}'), 'on'],
  [settings('{"cnc_enabled":"1"}'), 'on'],
  [settings('{"cnc_enabled":"true","b":2}'), 'on'],
  [settings('{"cnc_enabled":false}'), 'off'],
  [settings('{"cnc_enabled":"0"}'), 'off'],
  [settings('{&quot;cnc_enabled&quot;:&quot;1&quot;}'), 'on'],
  [settings('{"note":"&amp;&lt;&gt;&apos;",\n&quot;cnc_enabled&quot;:0}'), 'off'],
  [settings(' <![CDATA[{"cnc_enabled":1}]]> '), 'on'],
  [settings('{"cnc_enabled":"1}'), 'unknown'],
  [settings('{"cnc_enabled":maybe}'), 'unknown'],
  [settings('{}'), 'unknown'],
  [detail('cnc_other', '{"cnc_enabled":1}'), 'unknown'],
  ['', 'unknown'],
])('%j: chat is %s', (xml, state) => {
  expect(chatState([{ xml }])).toBe(state);
});

test('the profile that says so counts, whichever it is', () => {
  expect(chatState([{ xml: '<a/>' }, { xml: settings('{"cnc_enabled":1}') }])).toBe('on');
});

test('what could not be read, or is not there, is unknown', () => {
  expect(chatState(undefined)).toBe('unknown');
  expect(chatState([])).toBe('unknown');
});
