import browser from 'webextension-polyfill';

/** The one place where the polyfill comes in. Never in a content script, which has no bytes for it. */
export { browser };
