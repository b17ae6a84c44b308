import { accountDetails, getPipeline, listPipelines } from './account-details.ts';
import { searchActivities } from './activities.ts';
import {
  batchArchiveAssociations,
  batchCreateAssociations,
  batchLinkByDefault,
  batchReadAssociations,
  cutLink,
  linkByDefault,
  linkByTypes,
  listAssociations,
  listLabels,
} from './associations.ts';
import type { Answer, Call } from './call.ts';
import { batchArchive, batchCreate, batchRead, batchUpdate, batchUpsert } from './object-batch.ts';
import {
  createObject,
  deleteObject,
  getObject,
  listObjects,
  mergeObjects,
  patchObject,
  purgeObject,
} from './objects.ts';
import { getOwner, listOwners, listTeams, listUsers } from './owners.ts';
import type { Portal } from './portal.ts';
import { Problem } from './problem.ts';
import {
  archiveProperty,
  batchArchiveProperties,
  batchCreateProperties,
  batchReadProperties,
  changeProperty,
  createGroup,
  createProperty,
  getGroup,
  getProperty,
  listGroups,
  listProperties,
} from './properties.ts';
import { searchObjects } from './search.ts';

type Route = (portal: Portal, call: Call, ...places: string[]) => Answer | Promise<Answer>;

/** All that this HubSpot can do, most particular first; a star is handed to the route. */
const routes: [string, Route][] = [
  ['POST objects/(emails|calls|meetings)/search', searchActivities],
  ['POST objects/*/search', searchObjects],
  ['POST objects/*/merge', mergeObjects],
  ['POST objects/contacts/gdpr-delete', purgeObject],
  ['POST objects/*/batch/read', batchRead],
  ['POST objects/*/batch/create', batchCreate],
  ['POST objects/*/batch/update', batchUpdate],
  ['POST objects/*/batch/upsert', batchUpsert],
  ['POST objects/*/batch/archive', batchArchive],
  ['GET objects/*', listObjects],
  ['POST objects/*', createObject],
  ['GET objects/*/*', getObject],
  ['PATCH objects/*/*', patchObject],
  ['DELETE objects/*/*', deleteObject],
  ['GET objects/*/*/associations/*', listAssociations],
  ['PUT objects/*/*/associations/default/*/*', linkByDefault],
  ['PUT objects/*/*/associations/*/*', linkByTypes],
  ['DELETE objects/*/*/associations/*/*', cutLink],
  ['POST associations/*/*/batch/read', batchReadAssociations],
  ['POST associations/*/*/batch/create', batchCreateAssociations],
  ['POST associations/*/*/batch/associate/default', batchLinkByDefault],
  ['POST associations/*/*/batch/archive', batchArchiveAssociations],
  ['GET associations/*/*/labels', listLabels],
  ['GET owners', listOwners],
  ['GET owners/*', getOwner],
  ['GET users', listUsers],
  ['GET users/teams', listTeams],
  ['GET properties/*', listProperties],
  ['POST properties/*', createProperty],
  ['POST properties/*/batch/create', batchCreateProperties],
  ['POST properties/*/batch/archive', batchArchiveProperties],
  ['POST properties/*/batch/read', batchReadProperties],
  ['GET properties/*/groups', listGroups],
  ['POST properties/*/groups', createGroup],
  ['GET properties/*/groups/*', getGroup],
  ['GET properties/*/*', getProperty],
  ['PATCH properties/*/*', changeProperty],
  ['DELETE properties/*/*', archiveProperty],
  ['GET pipelines/*', listPipelines],
  ['GET pipelines/*/*', getPipeline],
  ['GET account-info/details', accountDetails],
];

const patterns = routes.map(([form, route]) => ({
  form: new RegExp(`^${form.replaceAll('*', '([^/]+)')}$`),
  route,
}));

export async function answerCall(portal: Portal, call: Call): Promise<Answer> {
  const asked = `${call.method} ${call.path}`;
  for (const { form, route } of patterns) {
    const found = form.exec(asked);
    if (found) return await route(portal, call, ...found.slice(1).map(decodeURIComponent));
  }
  const elsewhere = patterns.some(({ form }) =>
    ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].some((method) => form.test(`${method} ${call.path}`)),
  );
  if (elsewhere) throw new Problem(405, 'METHOD_NOT_ALLOWED', `${call.method} is not allowed here`);
  throw new Problem(404, 'NOT_FOUND', `The sandbox's HubSpot has no ${asked}`);
}
