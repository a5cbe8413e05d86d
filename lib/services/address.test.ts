import { expect, test } from 'vitest';
import { serviceAddress } from './address.ts';

test.each([
  ['https://chat.example.edu', 'https://chat.example.edu'],
  ['https://chat.example.edu:8443/room/', 'https://chat.example.edu:8443/room'],
  ['http://chat.example.edu', undefined],
  ['http://127.0.0.1:8080', undefined],
  ['https://user:secret@chat.example.edu', undefined],
  ['https://chat.example.edu/?ks=1', undefined],
  ['https://chat.example.edu/#ks', undefined],
  ['javascript:alert(1)', undefined],
  ['chat.example.edu', undefined],
  ['', undefined],
])('%s is the address %s', (text, address) => {
  expect(serviceAddress('chat', text)).toBe(address);
});

test.each([
  ['http://127.0.0.1:8080/', 'http://127.0.0.1:8080'],
  ['http://localhost:1', 'http://localhost:1'],
  ['http://127.0.0.1.example.edu', undefined],
  ['http://chat.example.edu', undefined],
])('where loopback is named, %s is the address %s', (text, address) => {
  expect(serviceAddress('storyboard', text, { loopback: true })).toBe(address);
});
