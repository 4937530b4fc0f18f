import { Hono } from 'hono';
import type { Faults } from '../faults.ts';
import type { RequestLog } from '../request-log.ts';
import { describeIssue } from '../validation/issue.ts';
import type { World } from '../world/world.ts';
import { addApplicationRoutes, type GatewayInfo } from './application-routes.ts';
import { addChannelRoutes } from './channel-routes.ts';
import { DiscordError, unknownRoute } from './discord-error.ts';
import { faultAnswers } from './fault-answers.ts';
import { addInteractionRoutes } from './interaction-routes.ts';
import { requestIntake } from './request-intake.ts';
import type { RestContext, RestEnv, RestParts } from './rest-context.ts';
import { addWebhookRoutes } from './webhook-routes.ts';

/** Discord's statuses that mean "your body was wrong". */
const REFUSED_BODY: ReadonlySet<number> = new Set([400, 413]);

function addCdnRoute(app: Hono<RestEnv>, world: World): void {
  app.get('/cdn/*', (c) => {
    const file = world.files.open(new URL(c.req.url).pathname, c.req.query());
    if (file === undefined) return c.text('This content is no longer available.', 404);
    const headers = {
      'content-type': file.contentType,
      // Files are uploads: a browser must neither guess their type nor run what is in them.
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    };
    return c.body(new Uint8Array(file.bytes), 200, headers);
  });
}

/** Turns what routes throw into Discord's answers, and bodies that Discord refuses into violations. */
function answerError(log: RequestLog, error: unknown, c: RestContext): Response {
  if (!(error instanceof DiscordError)) throw error;
  const entry = c.get('entry');
  const { method, path } = entry;
  entry.status ??= error.status;
  const isOurRefusal = error.issues.length > 0 || error.status === 413;
  if (REFUSED_BODY.has(error.status) && isOurRefusal) {
    const problems = error.issues.length > 0 ? error.issues.map(describeIssue) : [error.message];
    log.violations.push({ kind: 'invalid-body', where: `${method} ${path}`, problems });
  }
  return c.json(error.toJSON(), error.status);
}

/** REST v10 under /api and the CDN under /cdn. */
export function createRestApp(parts: RestParts, faults: Faults, gateway: GatewayInfo): Hono<RestEnv> {
  const { world, log } = parts;
  const app = new Hono<RestEnv>();
  app.use(requestIntake(log, () => world.changes.notify()));
  app.use(faultAnswers(faults));
  addCdnRoute(app, world);
  const api = app.basePath('/api/v10');
  addApplicationRoutes(api, parts, gateway);
  addInteractionRoutes(api, parts);
  addWebhookRoutes(api, parts);
  addChannelRoutes(api, parts);
  app.onError((error, c) => answerError(log, error, c));
  app.notFound((c) => {
    const { method, path } = c.get('entry');
    log.violations.push({ kind: 'unknown-route', where: `${method} ${path}`, problems: ['No such route'] });
    return c.json(unknownRoute().toJSON(), 404);
  });
  return app;
}
