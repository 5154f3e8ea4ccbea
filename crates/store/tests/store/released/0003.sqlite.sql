-- The record: an event log with its end, files by digest, and the personal data that can be erased.
-- The number below says "osmm" in the header of the file, which is how a file of others is told without opening it.
pragma application_id = 1869835629;

create table osmm (
  one integer primary key check (one = 1),
  version integer not null
) strict;

create table head (
  one integer primary key check (one = 1),
  seq integer not null,
  digest text not null
) strict;

create table events (
  seq integer primary key,
  at integer not null,
  by_person text not null,
  why_commitment text,
  why_salt text,
  why_text text,
  kind text not null,
  change text not null,
  within text,
  unit text,
  item text,
  previous text not null,
  digest text not null
) strict;

create index events_within on events (within);
create index events_unit_item on events (unit, item);

create table blobs (
  digest text primary key,
  bytes blob not null
) strict;

create table people (
  person text primary key,
  handle text unique,
  name text,
  contact text,
  salt text
) strict;

insert into osmm (one, version) values (1, 1);
insert into head (one, seq, digest)
  values (1, 0, 'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
-- Who may come in, and who looked at what: beside the record, not part of it. No event, export or check covers these.
-- Of passwords there are hashes, of other secrets digests.
create table accounts (
  person text primary key,
  password text,
  subject text unique
) strict;

create table keys (
  digest text primary key,
  kind text not null,
  person text not null,
  name text not null,
  writes integer not null,
  by_person text not null,
  made integer not null,
  seen integer not null,
  ends integer not null
) strict;

create index keys_person on keys (person, kind);

create table accesses (
  id integer primary key,
  at integer not null,
  person text not null,
  page text not null,
  assessment text,
  unit text
) strict;

create index accesses_person on accesses (person, id);
-- Scans that wait, run or ended, and their steps: beside the record, not part of it. No event, export or check covers
-- these. What a scan saw is in the record once it is over; its steps and files are forgotten then.
create table scans (
  id integer primary key autoincrement,
  by_person text not null,
  unit text,
  tool text not null,
  began integer not null,
  input text not null,
  state text not null,
  told text,
  done integer not null default 0,
  total integer not null default 0
);

create table scan_steps (
  scan integer not null references scans (id) on delete cascade,
  step integer not null,
  kind text not null,
  name text not null,
  input text not null,
  state text not null,
  tries integer not null default 0,
  worker text,
  until integer not null default 0,
  result blob,
  primary key (scan, step)
);

create index scan_steps_state on scan_steps (scan, state);
create index scan_steps_worker on scan_steps (worker);

create table scan_files (
  scan integer not null references scans (id) on delete cascade,
  number integer not null,
  name text not null,
  repository text,
  bytes blob not null,
  primary key (scan, number)
);

delete from osmm;
delete from head;
insert into osmm (one, version) values (1, 3);
insert into head (one, seq, digest) values (1, 10, 'sha256:99ceb491b09642045ae1e313be66d73e5900e8ffc447a2adbc3f5cab0492bfa6');
insert into events (seq, at, by_person, why_commitment, why_salt, why_text, kind, change, within, unit, item, previous, digest) values (1, 1795000000123456, 'p-00000000000a', NULL, NULL, NULL, 'named', '{"kind":"named","name":"Example"}', NULL, NULL, NULL, 'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', 'sha256:dfc712ff6e637602bb97b05e83f93a394adee30bd6a1c808fa1f6a9684c3f84e');
insert into events (seq, at, by_person, why_commitment, why_salt, why_text, kind, change, within, unit, item, previous, digest) values (10, 1795000000123456, 'p-00000000000a', NULL, NULL, NULL, 'person-erased', '{"kind":"person-erased","person":"p-00000000000b","reasons":[8]}', NULL, NULL, NULL, 'sha256:a0b403ed7da0bedf9c9f3b26d4f50cbe63ba647655a1add57c8cff6367758e1a', 'sha256:99ceb491b09642045ae1e313be66d73e5900e8ffc447a2adbc3f5cab0492bfa6');
insert into events (seq, at, by_person, why_commitment, why_salt, why_text, kind, change, within, unit, item, previous, digest) values (2, 1795000000123456, 'p-00000000000a', NULL, NULL, NULL, 'units-set', '{"kind":"units-set","set":[{"headcount":3,"id":"all","title":"Unit all"},{"headcount":3,"id":"web","parent":"all","title":"Unit web"}]}', NULL, NULL, NULL, 'sha256:dfc712ff6e637602bb97b05e83f93a394adee30bd6a1c808fa1f6a9684c3f84e', 'sha256:f64f48652c4f662ee401d4332d566d03ccc7fc255df799e1a6e588598bcd4852');
insert into events (seq, at, by_person, why_commitment, why_salt, why_text, kind, change, within, unit, item, previous, digest) values (3, 1795000000123456, 'p-00000000000a', NULL, NULL, NULL, 'person-set', '{"commitment":"sha256:e09101a43ba832593b3062881f953d9be6bc1b96e0e3b2f8a32efde59a63b84c","kind":"person-set","person":"p-00000000000a"}', NULL, NULL, NULL, 'sha256:f64f48652c4f662ee401d4332d566d03ccc7fc255df799e1a6e588598bcd4852', 'sha256:9128d729bbd8565eb3f3afd832def5ddd2acbc39c14535c3d1480539da1b075a');
insert into events (seq, at, by_person, why_commitment, why_salt, why_text, kind, change, within, unit, item, previous, digest) values (4, 1795000000123456, 'p-00000000000a', NULL, NULL, NULL, 'person-set', '{"commitment":"sha256:8884521330865b6606ed92f87a2642730a5065fa2ef3f5e5039c16608ad0b0ea","kind":"person-set","person":"p-00000000000b"}', NULL, NULL, NULL, 'sha256:9128d729bbd8565eb3f3afd832def5ddd2acbc39c14535c3d1480539da1b075a', 'sha256:2048f9807b724a6ce406776ece3e72c17cfe7c297da0c92f95754c414ac497a6');
insert into events (seq, at, by_person, why_commitment, why_salt, why_text, kind, change, within, unit, item, previous, digest) values (5, 1795000000123456, 'p-00000000000a', NULL, NULL, NULL, 'opened', '{"assessment":"2026-q4","kind":"opened","scope":{"answering":["web"],"as_of":"2026-11-30","model":"sha256:f55151f3247f7d282f04d23f77799d9f9f2cf83c3d16bce590bcaeb53c770369","snapshots":1,"title":"Autumn","units":[{"headcount":3,"id":"all","title":"Unit all"},{"headcount":3,"id":"web","parent":"all","title":"Unit web"}]}}', NULL, NULL, NULL, 'sha256:2048f9807b724a6ce406776ece3e72c17cfe7c297da0c92f95754c414ac497a6', 'sha256:7e22a402d24ad3f21ba5da40e1faf052864ff9f04daf5cdb00ce7fe05f838010');
insert into events (seq, at, by_person, why_commitment, why_salt, why_text, kind, change, within, unit, item, previous, digest) values (6, 1795000000123456, 'p-00000000000a', 'sha256:46773acda8a2273991c03eed7884d1be6751c34959d7f3a3a7a077b9f4b06e48', 'c5c412bc1830389b364e8dd0fa6e9e13', 'as agreed', 'responded', '{"answer":{"rating":2,"state":"rated"},"assessment":"2026-q4","item":"policy","kind":"responded","respondent":"p-00000000000b","unit":"web"}', '2026-q4', 'web', 'policy', 'sha256:7e22a402d24ad3f21ba5da40e1faf052864ff9f04daf5cdb00ce7fe05f838010', 'sha256:e343b866da9dd7f67d9e206de8123d17b87f3fa86d72514d9e8dd1ebcf664b4d');
insert into events (seq, at, by_person, why_commitment, why_salt, why_text, kind, change, within, unit, item, previous, digest) values (7, 1795000000123456, 'p-00000000000a', 'sha256:9d7b9ec55288c507e705f9927c616fa129cb0808a975c2383e78d34dd558d034', '6441568a13d8fb5c161d19945b9ce9fe', 'by the nightly run', 'observed', '{"changed":{"repository-0":"sha256:df384ae97c77ad3001626aab01f2eb2aad176448109165df1d64c57b7091cd1c"},"frame":"sha256:9dff50df08c635815f4b19da10f756605a34a79a48d4ba48712782502975a70e","kind":"observed","observed_at":"2026-11-18T11:06:40Z","unit":"web"}', NULL, 'web', NULL, 'sha256:e343b866da9dd7f67d9e206de8123d17b87f3fa86d72514d9e8dd1ebcf664b4d', 'sha256:fd6be3086a6873f72f6f2be24ac143edfd10201b83fe7b3c1df3fe68856c28ec');
insert into events (seq, at, by_person, why_commitment, why_salt, why_text, kind, change, within, unit, item, previous, digest) values (8, 1795000000123456, 'p-00000000000a', 'sha256:c5d16d714500e5f6215f0d104275711c83aac8d88da3ee4a80d681c3b2ed8afe', NULL, NULL, 'responded', '{"answer":{"rating":2,"state":"rated"},"assessment":"2026-q4","item":"training","kind":"responded","respondent":"p-00000000000b","unit":"web"}', '2026-q4', 'web', 'training', 'sha256:fd6be3086a6873f72f6f2be24ac143edfd10201b83fe7b3c1df3fe68856c28ec', 'sha256:b08cf5bd022deb23fabb29bd8beb2a5b4466c5d9238456e08414d55610c42b47');
insert into events (seq, at, by_person, why_commitment, why_salt, why_text, kind, change, within, unit, item, previous, digest) values (9, 1795000000123456, 'p-00000000000a', NULL, NULL, NULL, 'responded', '{"answer":{"rating":2,"state":"rated"},"assessment":"2026-q4","item":"training","kind":"responded","respondent":"p-00000000000b","unit":"web"}', '2026-q4', 'web', 'training', 'sha256:b08cf5bd022deb23fabb29bd8beb2a5b4466c5d9238456e08414d55610c42b47', 'sha256:a0b403ed7da0bedf9c9f3b26d4f50cbe63ba647655a1add57c8cff6367758e1a');
insert into blobs (digest, bytes) values ('sha256:9dff50df08c635815f4b19da10f756605a34a79a48d4ba48712782502975a70e', X'6672616D65');
insert into blobs (digest, bytes) values ('sha256:df384ae97c77ad3001626aab01f2eb2aad176448109165df1d64c57b7091cd1c', X'7061796D656E7473');
insert into blobs (digest, bytes) values ('sha256:f55151f3247f7d282f04d23f77799d9f9f2cf83c3d16bce590bcaeb53c770369', X'7B226D6F64656C223A226D616465207570227D');
insert into people (person, handle, name, contact, salt) values ('p-00000000000a', 'lead', 'Ada Vogt', 'ada@example.org', '08402921ce3d9c2be2a6269903b2fa77');
insert into people (person, handle, name, contact, salt) values ('p-00000000000b', NULL, NULL, NULL, NULL);
