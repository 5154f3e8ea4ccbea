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

delete from osmm;
delete from head;
insert into osmm (one, version) values ('1', '1');
insert into head (one, seq, digest) values ('1', '10', 'sha256:0ac28fd2614ba7b3912f8f781c9c3660cd1034ff354500388afcc05082024111');
insert into events (seq, at, by_person, why_commitment, why_salt, why_text, kind, change, within, unit, item, previous, digest) values ('1', '1795000000123456', 'p-00000000000a', NULL, NULL, NULL, 'named', '{"kind":"named","name":"Example"}', NULL, NULL, NULL, 'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', 'sha256:dfc712ff6e637602bb97b05e83f93a394adee30bd6a1c808fa1f6a9684c3f84e');
insert into events (seq, at, by_person, why_commitment, why_salt, why_text, kind, change, within, unit, item, previous, digest) values ('10', '1795000000123456', 'p-00000000000a', NULL, NULL, NULL, 'person-erased', '{"kind":"person-erased","person":"p-00000000000b","reasons":[8]}', NULL, NULL, NULL, 'sha256:512827a6f44a0babeff628086cd5dfc56c1bf5c8da10d37876bbdfc0aaab5dcf', 'sha256:0ac28fd2614ba7b3912f8f781c9c3660cd1034ff354500388afcc05082024111');
insert into events (seq, at, by_person, why_commitment, why_salt, why_text, kind, change, within, unit, item, previous, digest) values ('2', '1795000000123456', 'p-00000000000a', NULL, NULL, NULL, 'units-set', '{"kind":"units-set","set":[{"headcount":3,"id":"all","title":"Unit all"},{"headcount":3,"id":"web","parent":"all","title":"Unit web"}]}', NULL, NULL, NULL, 'sha256:dfc712ff6e637602bb97b05e83f93a394adee30bd6a1c808fa1f6a9684c3f84e', 'sha256:f64f48652c4f662ee401d4332d566d03ccc7fc255df799e1a6e588598bcd4852');
insert into events (seq, at, by_person, why_commitment, why_salt, why_text, kind, change, within, unit, item, previous, digest) values ('3', '1795000000123456', 'p-00000000000a', NULL, NULL, NULL, 'person-set', '{"commitment":"sha256:76ae75d44ac22fc65c030abe0e9d4516b2e5438708d158efc8b873c2868a8388","kind":"person-set","person":"p-00000000000a"}', NULL, NULL, NULL, 'sha256:f64f48652c4f662ee401d4332d566d03ccc7fc255df799e1a6e588598bcd4852', 'sha256:1efff2df85ad2d4f8dc0d2aecce29caf10862deaa138d85956140af0a13a0124');
insert into events (seq, at, by_person, why_commitment, why_salt, why_text, kind, change, within, unit, item, previous, digest) values ('4', '1795000000123456', 'p-00000000000a', NULL, NULL, NULL, 'person-set', '{"commitment":"sha256:f4b1d6b79d2256c1311b8e6bff558887f0ac602e3d87053a4ac42d70431172cf","kind":"person-set","person":"p-00000000000b"}', NULL, NULL, NULL, 'sha256:1efff2df85ad2d4f8dc0d2aecce29caf10862deaa138d85956140af0a13a0124', 'sha256:bce9a893a092411a3599635882e6efe3dae919a5be25d2dd1575ba1a35406b92');
insert into events (seq, at, by_person, why_commitment, why_salt, why_text, kind, change, within, unit, item, previous, digest) values ('5', '1795000000123456', 'p-00000000000a', NULL, NULL, NULL, 'opened', '{"assessment":"2026-q4","kind":"opened","scope":{"answering":["web"],"as_of":"2026-11-30","model":"sha256:f55151f3247f7d282f04d23f77799d9f9f2cf83c3d16bce590bcaeb53c770369","snapshots":1,"title":"Autumn","units":[{"headcount":3,"id":"all","title":"Unit all"},{"headcount":3,"id":"web","parent":"all","title":"Unit web"}]}}', NULL, NULL, NULL, 'sha256:bce9a893a092411a3599635882e6efe3dae919a5be25d2dd1575ba1a35406b92', 'sha256:89787f6133d1ebf7d79577db57af20ff2aa1875f016d0cac9bb4cf06438157d2');
insert into events (seq, at, by_person, why_commitment, why_salt, why_text, kind, change, within, unit, item, previous, digest) values ('6', '1795000000123456', 'p-00000000000a', 'sha256:8c16c3bd396cbd6a0fcb6611370389b4f4c6468a89d2d381b1d14e8609991b3c', 'ea0923f832109199ae5eb268e956232e', 'as agreed', 'responded', '{"answer":{"rating":2,"state":"rated"},"assessment":"2026-q4","item":"policy","kind":"responded","respondent":"p-00000000000b","unit":"web"}', '2026-q4', 'web', 'policy', 'sha256:89787f6133d1ebf7d79577db57af20ff2aa1875f016d0cac9bb4cf06438157d2', 'sha256:00eeefbca920bc34e53b11f4fa89f99a36772068d2819fc47f01ead206f855aa');
insert into events (seq, at, by_person, why_commitment, why_salt, why_text, kind, change, within, unit, item, previous, digest) values ('7', '1795000000123456', 'p-00000000000a', 'sha256:3e072e63a93ac8d2ced0e661675bd3a04bd9bdd0f82edc8c0e1c86528610dc23', '5a2a7d430caba9868ca3a82f254d6a41', 'by the nightly run', 'observed', '{"changed":{"repository-0":"sha256:df384ae97c77ad3001626aab01f2eb2aad176448109165df1d64c57b7091cd1c"},"frame":"sha256:9dff50df08c635815f4b19da10f756605a34a79a48d4ba48712782502975a70e","kind":"observed","observed_at":"2026-11-18T11:06:40Z","unit":"web"}', NULL, 'web', NULL, 'sha256:00eeefbca920bc34e53b11f4fa89f99a36772068d2819fc47f01ead206f855aa', 'sha256:2d8520e3e8cbf3eea9d621fdcab139ff5ecbbeec3136473729a9be8990a96c93');
insert into events (seq, at, by_person, why_commitment, why_salt, why_text, kind, change, within, unit, item, previous, digest) values ('8', '1795000000123456', 'p-00000000000a', 'sha256:5e79847fc11157bb4bb61a9fcaa886b5ba502b146883ff5e6fc2ad6d6b80ca7c', NULL, NULL, 'responded', '{"answer":{"rating":2,"state":"rated"},"assessment":"2026-q4","item":"training","kind":"responded","respondent":"p-00000000000b","unit":"web"}', '2026-q4', 'web', 'training', 'sha256:2d8520e3e8cbf3eea9d621fdcab139ff5ecbbeec3136473729a9be8990a96c93', 'sha256:eabbf0722d0309da5249d67b891227ff7c44a3840bd578371467ee7e1236cd6e');
insert into events (seq, at, by_person, why_commitment, why_salt, why_text, kind, change, within, unit, item, previous, digest) values ('9', '1795000000123456', 'p-00000000000a', NULL, NULL, NULL, 'responded', '{"answer":{"rating":2,"state":"rated"},"assessment":"2026-q4","item":"training","kind":"responded","respondent":"p-00000000000b","unit":"web"}', '2026-q4', 'web', 'training', 'sha256:eabbf0722d0309da5249d67b891227ff7c44a3840bd578371467ee7e1236cd6e', 'sha256:512827a6f44a0babeff628086cd5dfc56c1bf5c8da10d37876bbdfc0aaab5dcf');
insert into blobs (digest, bytes) values ('sha256:9dff50df08c635815f4b19da10f756605a34a79a48d4ba48712782502975a70e', E'\\x6672616d65');
insert into blobs (digest, bytes) values ('sha256:df384ae97c77ad3001626aab01f2eb2aad176448109165df1d64c57b7091cd1c', E'\\x7061796d656e7473');
insert into blobs (digest, bytes) values ('sha256:f55151f3247f7d282f04d23f77799d9f9f2cf83c3d16bce590bcaeb53c770369', E'\\x7b226d6f64656c223a226d616465207570227d');
insert into people (person, handle, name, contact, salt) values ('p-00000000000a', 'lead', 'Ada Vogt', 'ada@example.org', 'cccc71cb08f07e232552ad2276a570d1');
insert into people (person, handle, name, contact, salt) values ('p-00000000000b', NULL, NULL, NULL, NULL);
