import { runSteps } from './runner.mjs';
import { QUICK_UNIT_STEP, STATIC_STEPS } from './steps.mjs';

/** `npm run check`: what can be told in seconds, without a browser. */

await runSteps([...STATIC_STEPS, QUICK_UNIT_STEP]);
