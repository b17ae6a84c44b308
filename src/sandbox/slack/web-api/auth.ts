import { z } from 'zod';
import { type Method, method, text, WebApiError } from './method.ts';

export const auth: Record<string, Method> = {
  'api.test': method(z.looseObject({ error: text.optional() }), (_world, args) => {
    if (args.error) throw new WebApiError(args.error, { args });
    return { args };
  }),
  'auth.test': method(z.object({}), ({ team, app, people, url }) => ({
    url: `${url}/`,
    team: team.name,
    user: people.get(app.botUserId)?.name,
    team_id: team.id,
    user_id: app.botUserId,
    bot_id: app.botId,
    is_enterprise_install: false,
  })),
  'team.info': method(z.object({}), ({ team }) => ({
    team: { ...team, email_domain: '', icon: { image_default: true } },
  })),
  'bots.info': method(z.object({ bot: text.optional() }), ({ app, people }, { bot }) => {
    if (bot !== undefined && bot !== app.botId) throw new WebApiError('bot_not_found');
    const name = people.get(app.botUserId)?.name;
    return {
      bot: { id: app.botId, deleted: false, name, user_id: app.botUserId, app_id: app.id },
    };
  }),
};
