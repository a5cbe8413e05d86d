import { adminOf } from '../campus/demo/admin.ts';
import { OWNER } from '../campus/demo/people.ts';
import { createKaltura, startKaltura } from '../campus/kaltura/server.ts';

/** The emulator in a process of its own: what it computes is no time of whoever is measured. Started by `campus.ts`. */

const kaltura = createKaltura();
const { url } = await startKaltura(kaltura);
const { partnerId, adminSecret, userSecret } = kaltura;
const ks = await adminOf({ url, partnerId, adminSecret, userSecret }).session(OWNER);
process.send?.({ url, partnerId, ks });
process.once('disconnect', () => process.exit(0));
