/** What Playwright turns off itself: of two such lists the browser reads the last. */
export const OFF_BY_PLAYWRIGHT = [
  ...['AvoidUnnecessaryBeforeUnloadCheckSync', 'DestroyProfileOnBrowserClose', 'HttpsUpgrades'],
  ...['HttpsFirstBalancedModeAutoEnable', 'LensOverlay', 'MediaRouter', 'PaintHolding'],
  ...['ThirdPartyStoragePartitioning', 'AvoidCorsURLLoaderRestartOnRedirect', 'TcpPortRandomizationWin'],
  ...['OptimizationHints', 'NetworkTimeServiceQuerying', 'AimEnabled', 'PreconnectToSearch'],
  ...['msForceBrowserSignIn', 'msEdgeUpdateLaunchServicesPreferredVersion'],
];

/** The list below the address bar: pages of the browser's own, which each of its windows loads. */
const ADDRESS_LIST = ['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup'];

/**
 * For the command line of a browser of tests. No test opens that list, and it took 0.8 of the 4.5 s of the processor that a
 * browser and a short test in it take.
 */
export const WITHOUT_ADDRESS_LIST = `--disable-features=${[...OFF_BY_PLAYWRIGHT, ...ADDRESS_LIST].join(',')}`;
