import type { Script } from '../scripted-model.ts';

/** Business logic of the Petstore's custom actions, written by a person. */
export const petstore: Script = {
  bodies: {
    findPetsByTags: `const wanted = new Set(input.tags);
const pets = await context.records.pets.list();
const found = pets.filter(({ tags = [] }) => tags.some(({ name = '' }) => wanted.has(name)));
return { status: 200, body: found };`,
    updatePetWithForm: `const { pets } = context.records;
const pet = await pets.get(input.petId);
const { name, status } = input;
if (name === '') throw badRequest('A pet needs a name.');
if (status !== undefined && status !== 'available' && status !== 'pending' && status !== 'sold') {
  throw badRequest('A pet is available, pending or sold.');
}
return { status: 200, body: await pets.update(pet.id, { name, status }) };`,
    uploadFile: `const pet = await context.records.pets.find(input.petId);
if (!pet) throw notFound('pet');
if (input.body === undefined) throw badRequest('No file was sent.');
const message = input.additionalMetadata ?? pet.name;
return { status: 200, body: { code: 200, type: 'image', message } };`,
    getInventory: `const pets = await context.records.pets.list();
const counts = new Map<string, number>();
for (const { status } of pets) {
  if (status !== undefined) counts.set(status, (counts.get(status) ?? 0) + 1);
}
return { status: 200, body: Object.fromEntries(counts) };`,
    createUsersWithListInput: `const { users } = context.records;
let last: User | undefined;
for (const user of input.body ?? []) last = await users.insert(user);
if (last === undefined) throw badRequest('The list is empty.');
return { status: 200, body: last };`,
    loginUser: `const { username, password } = input;
if (username === undefined || password === undefined) {
  throw badRequest('Send username and password.');
}
const user = await context.records.users.find(username);
if (user?.password !== password) throw badRequest('The user name or the password is wrong.');
return { status: 200, body: username };`,
    logoutUser: `return { status: 200 };`,
  },
};
