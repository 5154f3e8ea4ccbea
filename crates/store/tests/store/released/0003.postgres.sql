-- The record: an event log with its end, files by digest, and the personal data that can be erased.
-- Texts are compared byte by byte, as SQLite does, so that an export has one order whatever the server's language.

create table osmm (
  one bigint primary key check (one = 1),
  version bigint not null
);

create table head (
  one bigint primary key check (one = 1),
  seq bigint not null,
  digest text collate "C" not null
);

create table events (
  seq bigint primary key,
  at bigint not null,
  by_person text collate "C" not null,
  why_commitment text collate "C",
  why_salt text collate "C",
  why_text text collate "C",
  kind text collate "C" not null,
  change text collate "C" not null,
  within text collate "C",
  unit text collate "C",
  item text collate "C",
  previous text collate "C" not null,
  digest text collate "C" not null
);

create index events_within on events (within, seq);
create index events_unit_item on events (unit, item, seq);

create table blobs (
  digest text collate "C" primary key,
  bytes bytea not null
);

create table people (
  person text collate "C" primary key,
  handle text collate "C" unique,
  name text collate "C",
  contact text collate "C",
  salt text collate "C"
);

insert into osmm (one, version) values (1, 1);
insert into head (one, seq, digest)
  values (1, 0, 'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
-- Who may come in, and who looked at what: beside the record, not part of it. No event, export or check covers these.
-- Of passwords there are hashes, of other secrets digests.
create table accounts (
  person text collate "C" primary key,
  password text collate "C",
  subject text collate "C" unique
);

create table keys (
  digest text collate "C" primary key,
  kind text collate "C" not null,
  person text collate "C" not null,
  name text collate "C" not null,
  writes bigint not null,
  by_person text collate "C" not null,
  made bigint not null,
  seen bigint not null,
  ends bigint not null
);

create index keys_person on keys (person, kind);

create table accesses (
  id bigint generated always as identity primary key,
  at bigint not null,
  person text collate "C" not null,
  page text collate "C" not null,
  assessment text collate "C",
  unit text collate "C"
);

create index accesses_person on accesses (person, id);
-- Scans that wait, run or ended, and their steps: beside the record, not part of it. No event, export or check covers
-- these. What a scan saw is in the record once it is over; its steps and files are forgotten then.
create table scans (
  id bigint generated always as identity primary key,
  by_person text collate "C" not null,
  unit text collate "C",
  tool text collate "C" not null,
  began bigint not null,
  input text collate "C" not null,
  state text collate "C" not null,
  told text collate "C",
  done bigint not null default 0,
  total bigint not null default 0
);

create table scan_steps (
  scan bigint not null references scans (id) on delete cascade,
  step bigint not null,
  kind text collate "C" not null,
  name text collate "C" not null,
  input text collate "C" not null,
  state text collate "C" not null,
  tries bigint not null default 0,
  worker text collate "C",
  until bigint not null default 0,
  result bytea,
  primary key (scan, step)
);

create index scan_steps_state on scan_steps (scan, state);
create index scan_steps_worker on scan_steps (worker);

create table scan_files (
  scan bigint not null references scans (id) on delete cascade,
  number bigint not null,
  name text collate "C" not null,
  repository text collate "C",
  bytes bytea not null,
  primary key (scan, number)
);

delete from osmm;
delete from head;
insert into osmm (one, version) values ('1', '3');
insert into head (one, seq, digest) values ('1', '10', 'sha256:f32b4c3b1a449d2c9e626011957343bbbc61572e704fecd0d82f360ddc5b6fcb');
insert into events (seq, at, by_person, why_commitment, why_salt, why_text, kind, change, within, unit, item, previous, digest) values ('1', '1795000000123456', 'p-00000000000a', NULL, NULL, NULL, 'named', '{"kind":"named","name":"Example"}', NULL, NULL, NULL, 'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', 'sha256:dfc712ff6e637602bb97b05e83f93a394adee30bd6a1c808fa1f6a9684c3f84e');
insert into events (seq, at, by_person, why_commitment, why_salt, why_text, kind, change, within, unit, item, previous, digest) values ('10', '1795000000123456', 'p-00000000000a', NULL, NULL, NULL, 'person-erased', '{"kind":"person-erased","person":"p-00000000000b","reasons":[8]}', NULL, NULL, NULL, 'sha256:e0cdd1c423fc628869f9f379e86c89e6e623eabc5dcdd3ed5268fd4e44d90037', 'sha256:f32b4c3b1a449d2c9e626011957343bbbc61572e704fecd0d82f360ddc5b6fcb');
insert into events (seq, at, by_person, why_commitment, why_salt, why_text, kind, change, within, unit, item, previous, digest) values ('2', '1795000000123456', 'p-00000000000a', NULL, NULL, NULL, 'units-set', '{"kind":"units-set","set":[{"headcount":3,"id":"all","title":"Unit all"},{"headcount":3,"id":"web","parent":"all","title":"Unit web"}]}', NULL, NULL, NULL, 'sha256:dfc712ff6e637602bb97b05e83f93a394adee30bd6a1c808fa1f6a9684c3f84e', 'sha256:f64f48652c4f662ee401d4332d566d03ccc7fc255df799e1a6e588598bcd4852');
insert into events (seq, at, by_person, why_commitment, why_salt, why_text, kind, change, within, unit, item, previous, digest) values ('3', '1795000000123456', 'p-00000000000a', NULL, NULL, NULL, 'person-set', '{"commitment":"sha256:d1385804de0acf2df35901608486f299fa01967a53a65aca1b39a472dd4008ce","kind":"person-set","person":"p-00000000000a"}', NULL, NULL, NULL, 'sha256:f64f48652c4f662ee401d4332d566d03ccc7fc255df799e1a6e588598bcd4852', 'sha256:b586a2d0831caf8e2ecdfae4ad21341dd5c1993c330559eac946a7a39f7a91cc');
insert into events (seq, at, by_person, why_commitment, why_salt, why_text, kind, change, within, unit, item, previous, digest) values ('4', '1795000000123456', 'p-00000000000a', NULL, NULL, NULL, 'person-set', '{"commitment":"sha256:8c707539f8e3d138edfaec05b052e6d65ea45632051d936f25699cb1ffd17ae0","kind":"person-set","person":"p-00000000000b"}', NULL, NULL, NULL, 'sha256:b586a2d0831caf8e2ecdfae4ad21341dd5c1993c330559eac946a7a39f7a91cc', 'sha256:afbea74b712619d93ec7c39b3ca5137b5be688ca068ac0818835d773fc6fe3e8');
insert into events (seq, at, by_person, why_commitment, why_salt, why_text, kind, change, within, unit, item, previous, digest) values ('5', '1795000000123456', 'p-00000000000a', NULL, NULL, NULL, 'opened', '{"assessment":"2026-q4","kind":"opened","scope":{"answering":["web"],"as_of":"2026-11-30","model":"sha256:f55151f3247f7d282f04d23f77799d9f9f2cf83c3d16bce590bcaeb53c770369","snapshots":1,"title":"Autumn","units":[{"headcount":3,"id":"all","title":"Unit all"},{"headcount":3,"id":"web","parent":"all","title":"Unit web"}]}}', NULL, NULL, NULL, 'sha256:afbea74b712619d93ec7c39b3ca5137b5be688ca068ac0818835d773fc6fe3e8', 'sha256:4f5b8eefd22b5f85777b365e84767c543fc5ea828198a0d4fccd0e26b3325b15');
insert into events (seq, at, by_person, why_commitment, why_salt, why_text, kind, change, within, unit, item, previous, digest) values ('6', '1795000000123456', 'p-00000000000a', 'sha256:f8fdb669f3467fd209ba77ecda4a195daaf4bdafb695db446a8467dd148b9eff', '0db30625bbe53dab364a766efe185eca', 'as agreed', 'responded', '{"answer":{"rating":2,"state":"rated"},"assessment":"2026-q4","item":"policy","kind":"responded","respondent":"p-00000000000b","unit":"web"}', '2026-q4', 'web', 'policy', 'sha256:4f5b8eefd22b5f85777b365e84767c543fc5ea828198a0d4fccd0e26b3325b15', 'sha256:524ef138f73f1a1ba42bf511d220630144ccbe218d69870aacfe8ecdd30f49cf');
insert into events (seq, at, by_person, why_commitment, why_salt, why_text, kind, change, within, unit, item, previous, digest) values ('7', '1795000000123456', 'p-00000000000a', 'sha256:a3cd32de81c5173b0f32cd1091bc4699a0438d33bab3a92798a28d1cdbcd0d14', '7d55233cbc07a75460c34d83a3737a1a', 'by the nightly run', 'observed', '{"changed":{"repository-0":"sha256:df384ae97c77ad3001626aab01f2eb2aad176448109165df1d64c57b7091cd1c"},"frame":"sha256:9dff50df08c635815f4b19da10f756605a34a79a48d4ba48712782502975a70e","kind":"observed","observed_at":"2026-11-18T11:06:40Z","unit":"web"}', NULL, 'web', NULL, 'sha256:524ef138f73f1a1ba42bf511d220630144ccbe218d69870aacfe8ecdd30f49cf', 'sha256:3728256ed503d61973ea94299184daeddcec0660a0256a3d2bf2d518774893a8');
insert into events (seq, at, by_person, why_commitment, why_salt, why_text, kind, change, within, unit, item, previous, digest) values ('8', '1795000000123456', 'p-00000000000a', 'sha256:7833a43e55ae2d32fd36bafff44c3c87138eea9798e8997e25617c8cb592e3ad', NULL, NULL, 'responded', '{"answer":{"rating":2,"state":"rated"},"assessment":"2026-q4","item":"training","kind":"responded","respondent":"p-00000000000b","unit":"web"}', '2026-q4', 'web', 'training', 'sha256:3728256ed503d61973ea94299184daeddcec0660a0256a3d2bf2d518774893a8', 'sha256:95fe05856cc51d57969f71a59d52c795be5d407c39c0c1dcb6009173a7b63981');
insert into events (seq, at, by_person, why_commitment, why_salt, why_text, kind, change, within, unit, item, previous, digest) values ('9', '1795000000123456', 'p-00000000000a', NULL, NULL, NULL, 'responded', '{"answer":{"rating":2,"state":"rated"},"assessment":"2026-q4","item":"training","kind":"responded","respondent":"p-00000000000b","unit":"web"}', '2026-q4', 'web', 'training', 'sha256:95fe05856cc51d57969f71a59d52c795be5d407c39c0c1dcb6009173a7b63981', 'sha256:e0cdd1c423fc628869f9f379e86c89e6e623eabc5dcdd3ed5268fd4e44d90037');
insert into blobs (digest, bytes) values ('sha256:9dff50df08c635815f4b19da10f756605a34a79a48d4ba48712782502975a70e', E'\\x6672616d65');
insert into blobs (digest, bytes) values ('sha256:df384ae97c77ad3001626aab01f2eb2aad176448109165df1d64c57b7091cd1c', E'\\x7061796d656e7473');
insert into blobs (digest, bytes) values ('sha256:f55151f3247f7d282f04d23f77799d9f9f2cf83c3d16bce590bcaeb53c770369', E'\\x7b226d6f64656c223a226d616465207570227d');
insert into people (person, handle, name, contact, salt) values ('p-00000000000a', 'lead', 'Ada Vogt', 'ada@example.org', 'a0c2b835ef3a5477cbd00827a81eee0c');
insert into people (person, handle, name, contact, salt) values ('p-00000000000b', NULL, NULL, NULL, NULL);
