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

delete from osmm;
delete from head;
insert into osmm (one, version) values (1, 1);
insert into head (one, seq, digest) values (1, 10, 'sha256:273ad24bdeefb6da90a3559c4df5d168073ff4ca2266176c34d38b995d022172');
insert into events (seq, at, by_person, why_commitment, why_salt, why_text, kind, change, within, unit, item, previous, digest) values (1, 1795000000123456, 'p-00000000000a', NULL, NULL, NULL, 'named', '{"kind":"named","name":"Example"}', NULL, NULL, NULL, 'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', 'sha256:dfc712ff6e637602bb97b05e83f93a394adee30bd6a1c808fa1f6a9684c3f84e');
insert into events (seq, at, by_person, why_commitment, why_salt, why_text, kind, change, within, unit, item, previous, digest) values (10, 1795000000123456, 'p-00000000000a', NULL, NULL, NULL, 'person-erased', '{"kind":"person-erased","person":"p-00000000000b","reasons":[8]}', NULL, NULL, NULL, 'sha256:a7b661a35a21cb1858e9392ae0b6ae4579a9f8e30216af98974c630ecd274c15', 'sha256:273ad24bdeefb6da90a3559c4df5d168073ff4ca2266176c34d38b995d022172');
insert into events (seq, at, by_person, why_commitment, why_salt, why_text, kind, change, within, unit, item, previous, digest) values (2, 1795000000123456, 'p-00000000000a', NULL, NULL, NULL, 'units-set', '{"kind":"units-set","set":[{"headcount":3,"id":"all","title":"Unit all"},{"headcount":3,"id":"web","parent":"all","title":"Unit web"}]}', NULL, NULL, NULL, 'sha256:dfc712ff6e637602bb97b05e83f93a394adee30bd6a1c808fa1f6a9684c3f84e', 'sha256:f64f48652c4f662ee401d4332d566d03ccc7fc255df799e1a6e588598bcd4852');
insert into events (seq, at, by_person, why_commitment, why_salt, why_text, kind, change, within, unit, item, previous, digest) values (3, 1795000000123456, 'p-00000000000a', NULL, NULL, NULL, 'person-set', '{"commitment":"sha256:9ee50611b028b5c55e85c663a9c5130c2a07c620dee82d23fbb00dc8adbb1371","kind":"person-set","person":"p-00000000000a"}', NULL, NULL, NULL, 'sha256:f64f48652c4f662ee401d4332d566d03ccc7fc255df799e1a6e588598bcd4852', 'sha256:cb2da97630c40e846700c3ecafef93e40c041e85924862b684f5822a9647d170');
insert into events (seq, at, by_person, why_commitment, why_salt, why_text, kind, change, within, unit, item, previous, digest) values (4, 1795000000123456, 'p-00000000000a', NULL, NULL, NULL, 'person-set', '{"commitment":"sha256:a79b535721b1295952f519313a93629dd8d203aaebd429f439a37cc62d6eb06a","kind":"person-set","person":"p-00000000000b"}', NULL, NULL, NULL, 'sha256:cb2da97630c40e846700c3ecafef93e40c041e85924862b684f5822a9647d170', 'sha256:be770ab95393dc28a120d99728c257e95e5e65c6ba456a712ae77ba15cc60161');
insert into events (seq, at, by_person, why_commitment, why_salt, why_text, kind, change, within, unit, item, previous, digest) values (5, 1795000000123456, 'p-00000000000a', NULL, NULL, NULL, 'opened', '{"assessment":"2026-q4","kind":"opened","scope":{"answering":["web"],"as_of":"2026-11-30","model":"sha256:f55151f3247f7d282f04d23f77799d9f9f2cf83c3d16bce590bcaeb53c770369","snapshots":1,"title":"Autumn","units":[{"headcount":3,"id":"all","title":"Unit all"},{"headcount":3,"id":"web","parent":"all","title":"Unit web"}]}}', NULL, NULL, NULL, 'sha256:be770ab95393dc28a120d99728c257e95e5e65c6ba456a712ae77ba15cc60161', 'sha256:8bb7b2b77cdc59b9c24a88777c1815b3dcf74dd33df6a9d765aef44ea4f284ba');
insert into events (seq, at, by_person, why_commitment, why_salt, why_text, kind, change, within, unit, item, previous, digest) values (6, 1795000000123456, 'p-00000000000a', 'sha256:94020f1e6c432e91e324abd176453a8c154f9d582fe15f806a0b1ec51f36c117', '5cf14effd74ce40900dcc7aa02ee63f8', 'as agreed', 'responded', '{"answer":{"rating":2,"state":"rated"},"assessment":"2026-q4","item":"policy","kind":"responded","respondent":"p-00000000000b","unit":"web"}', '2026-q4', 'web', 'policy', 'sha256:8bb7b2b77cdc59b9c24a88777c1815b3dcf74dd33df6a9d765aef44ea4f284ba', 'sha256:bde1e4a22d938940e859f03eba4c5d13efa7d993092b55e2a275d51ee8d663fb');
insert into events (seq, at, by_person, why_commitment, why_salt, why_text, kind, change, within, unit, item, previous, digest) values (7, 1795000000123456, 'p-00000000000a', 'sha256:55e1da46f60a76d3e843c59a894dfb14ae30e0bc9feab91c112bdc8930e93afb', '664c6c27a3d7183e5ce5574a3676d56f', 'by the nightly run', 'observed', '{"frame":"sha256:9dff50df08c635815f4b19da10f756605a34a79a48d4ba48712782502975a70e","kind":"observed","observed_at":"2026-11-18T11:06:40Z","subjects":{"repository-0":"sha256:df384ae97c77ad3001626aab01f2eb2aad176448109165df1d64c57b7091cd1c"},"unit":"web"}', NULL, 'web', NULL, 'sha256:bde1e4a22d938940e859f03eba4c5d13efa7d993092b55e2a275d51ee8d663fb', 'sha256:1c7cac4679f064279f182bc8452195ff4e5deb0c76c4b3a764b02feea0a57037');
insert into events (seq, at, by_person, why_commitment, why_salt, why_text, kind, change, within, unit, item, previous, digest) values (8, 1795000000123456, 'p-00000000000a', 'sha256:bd91288655d46231b78f10a728d251a14bccc766637dba847e62785f7c7937d7', NULL, NULL, 'responded', '{"answer":{"rating":2,"state":"rated"},"assessment":"2026-q4","item":"training","kind":"responded","respondent":"p-00000000000b","unit":"web"}', '2026-q4', 'web', 'training', 'sha256:1c7cac4679f064279f182bc8452195ff4e5deb0c76c4b3a764b02feea0a57037', 'sha256:a042298b503f8963057e96d62798abcb43d4629eb373c52d7f085fe65189d26b');
insert into events (seq, at, by_person, why_commitment, why_salt, why_text, kind, change, within, unit, item, previous, digest) values (9, 1795000000123456, 'p-00000000000a', NULL, NULL, NULL, 'responded', '{"answer":{"rating":2,"state":"rated"},"assessment":"2026-q4","item":"training","kind":"responded","respondent":"p-00000000000b","unit":"web"}', '2026-q4', 'web', 'training', 'sha256:a042298b503f8963057e96d62798abcb43d4629eb373c52d7f085fe65189d26b', 'sha256:a7b661a35a21cb1858e9392ae0b6ae4579a9f8e30216af98974c630ecd274c15');
insert into blobs (digest, bytes) values ('sha256:9dff50df08c635815f4b19da10f756605a34a79a48d4ba48712782502975a70e', X'6672616D65');
insert into blobs (digest, bytes) values ('sha256:df384ae97c77ad3001626aab01f2eb2aad176448109165df1d64c57b7091cd1c', X'7061796D656E7473');
insert into blobs (digest, bytes) values ('sha256:f55151f3247f7d282f04d23f77799d9f9f2cf83c3d16bce590bcaeb53c770369', X'7B226D6F64656C223A226D616465207570227D');
insert into people (person, handle, name, contact, salt) values ('p-00000000000a', 'lead', 'Ada Vogt', 'ada@example.org', 'b363b05f2f48d7821ecc901c18cfa209');
insert into people (person, handle, name, contact, salt) values ('p-00000000000b', NULL, NULL, NULL, NULL);
