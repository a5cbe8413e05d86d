import { expect, test } from 'vitest';
import { entryInAddress, opensRoom, partnerOf, withEntry } from './moodle-address.ts';

const MEDIA = 'https://102.kaf.kaltura.com/browseandembed/index/media/entryid';

test.each([
  [`${MEDIA}/1_abcd1234`, '1_abcd1234'],
  // As content selection stores it (docs/facts/moodle-pages.md#8-content-selection-lti-13-formats-and-themes).
  [
    `${MEDIA}/1_abcd1234/showDescription/false/showTitle/false/playerSize/608x402/playerSkin/47/`,
    '1_abcd1234',
  ],
  ['http://kaltura-kaf-uri.com/browseandembed/index/media/entryid/0_vid00001/x/1', '0_vid00001'],
  [`${MEDIA}/1_abcd1234?entryid/1_other567`, '1_abcd1234'],
  // Only what stands after its name is the entry.
  ['https://102.kaf.kaltura.com/media/1_abcd1234/showDescription/1_other567', undefined],
  [`${MEDIA}/abcd1234/1_other567`, undefined],
  ['entryid/1_abcd1234', undefined],
  ['', undefined],
])('the entry in %s is %s', (address, entry) => {
  expect(entryInAddress(address)).toBe(entry);
});

test.each([
  [`${MEDIA}/1_abcd1234/playerSize/608x402/`, `${MEDIA}/1_clone567/playerSize/608x402/`],
  [`${MEDIA}/1_abcd1234`, `${MEDIA}/1_clone567`],
  // Only in its own place: a name or a query may hold the same letters.
  [
    `${MEDIA}/1_abcd1234/name/1_abcd1234?entryid/1_abcd1234#1_abcd1234`,
    `${MEDIA}/1_clone567/name/1_abcd1234?entryid/1_abcd1234#1_abcd1234`,
  ],
  [`${MEDIA}/1_other567/`, `${MEDIA}/1_other567/`],
  ['', ''],
])('%s with another entry is %s', (address, changed) => {
  expect(withEntry(address, '1_abcd1234', '1_clone567')).toBe(changed);
});

test.each([
  ['https://102.kaf.kaltura.com/embeddedrooms/index/view-room', true, 102],
  ['https://102-3.kaf.kaltura.com:8443/embeddedrooms/index/view-room', true, 102],
  ['https://media.example.edu/embeddedrooms/index/view-room', true, undefined],
  ['https://media.example.edu/kaf/embeddedrooms/index/view-room/?x=1', true, undefined],
  ['https://102.kaf.kaltura.com/hosted/index/my-media', false, 102],
  ['https://102.kaf.kaltura.com/embeddedrooms/index/view-room/other', false, 102],
  ['https://tool.example.edu/launch?to=/embeddedrooms/index/view-room', false, undefined],
  ['view-room', false, undefined],
])('%s opens a room: %s, of partner %s', (toolUrl, room, partner) => {
  expect(opensRoom(toolUrl)).toBe(room);
  expect(partnerOf(toolUrl)).toBe(partner);
});
