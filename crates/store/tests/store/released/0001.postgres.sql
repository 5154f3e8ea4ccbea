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
insert into head (one, seq, digest) values ('1', '10', 'sha256:88d6b7689a4de5727084c97d44d2c250916b1858eec629a482f44040fc6b8c38');
insert into events (seq, at, by_person, why_commitment, why_salt, why_text, kind, change, within, unit, item, previous, digest) values ('1', '1795000000123456', 'p-00000000000a', NULL, NULL, NULL, 'named', '{"kind":"named","name":"Example"}', NULL, NULL, NULL, 'sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', 'sha256:dfc712ff6e637602bb97b05e83f93a394adee30bd6a1c808fa1f6a9684c3f84e');
insert into events (seq, at, by_person, why_commitment, why_salt, why_text, kind, change, within, unit, item, previous, digest) values ('10', '1795000000123456', 'p-00000000000a', NULL, NULL, NULL, 'person-erased', '{"kind":"person-erased","person":"p-00000000000b","reasons":[8]}', NULL, NULL, NULL, 'sha256:789c30b1fd78a8913482f35648c976ff992e27e513397cd6dbe877e050a62cbb', 'sha256:88d6b7689a4de5727084c97d44d2c250916b1858eec629a482f44040fc6b8c38');
insert into events (seq, at, by_person, why_commitment, why_salt, why_text, kind, change, within, unit, item, previous, digest) values ('2', '1795000000123456', 'p-00000000000a', NULL, NULL, NULL, 'units-set', '{"kind":"units-set","set":[{"headcount":3,"id":"all","title":"Unit all"},{"headcount":3,"id":"web","parent":"all","title":"Unit web"}]}', NULL, NULL, NULL, 'sha256:dfc712ff6e637602bb97b05e83f93a394adee30bd6a1c808fa1f6a9684c3f84e', 'sha256:f64f48652c4f662ee401d4332d566d03ccc7fc255df799e1a6e588598bcd4852');
insert into events (seq, at, by_person, why_commitment, why_salt, why_text, kind, change, within, unit, item, previous, digest) values ('3', '1795000000123456', 'p-00000000000a', NULL, NULL, NULL, 'person-set', '{"commitment":"sha256:4d345230484d55a0165bdde00fde68bf8915852e5413dfe21f7d566bf2e89978","kind":"person-set","person":"p-00000000000a"}', NULL, NULL, NULL, 'sha256:f64f48652c4f662ee401d4332d566d03ccc7fc255df799e1a6e588598bcd4852', 'sha256:1a9a99971fd334cd9c1c18de1ea478b5db0e4f5d9e25d1bdf127717f51c3f06a');
insert into events (seq, at, by_person, why_commitment, why_salt, why_text, kind, change, within, unit, item, previous, digest) values ('4', '1795000000123456', 'p-00000000000a', NULL, NULL, NULL, 'person-set', '{"commitment":"sha256:62029a63dc9fd89f4811c5f09a712d712251bef98e67edfc87dee1ed5fa34b98","kind":"person-set","person":"p-00000000000b"}', NULL, NULL, NULL, 'sha256:1a9a99971fd334cd9c1c18de1ea478b5db0e4f5d9e25d1bdf127717f51c3f06a', 'sha256:86437050e8e151e9d24bd374874b79fc7e85fad9c6c2b6b8bd8537f8c4714e3d');
insert into events (seq, at, by_person, why_commitment, why_salt, why_text, kind, change, within, unit, item, previous, digest) values ('5', '1795000000123456', 'p-00000000000a', NULL, NULL, NULL, 'opened', '{"assessment":"2026-q4","kind":"opened","scope":{"answering":["web"],"as_of":"2026-11-30","model":"sha256:f55151f3247f7d282f04d23f77799d9f9f2cf83c3d16bce590bcaeb53c770369","snapshots":1,"title":"Autumn","units":[{"headcount":3,"id":"all","title":"Unit all"},{"headcount":3,"id":"web","parent":"all","title":"Unit web"}]}}', NULL, NULL, NULL, 'sha256:86437050e8e151e9d24bd374874b79fc7e85fad9c6c2b6b8bd8537f8c4714e3d', 'sha256:1918589588c2fa99af7e253053d53ad0caed3e3575dfa5f663fea2a4dd870c01');
insert into events (seq, at, by_person, why_commitment, why_salt, why_text, kind, change, within, unit, item, previous, digest) values ('6', '1795000000123456', 'p-00000000000a', 'sha256:a7ace536c18243f19caa091c01b0fbcbba08e364f04a1b296959337b41a0ed12', '0780590edfcec297ffd477f9c816447e', 'as agreed', 'responded', '{"answer":{"rating":2,"state":"rated"},"assessment":"2026-q4","item":"policy","kind":"responded","respondent":"p-00000000000b","unit":"web"}', '2026-q4', 'web', 'policy', 'sha256:1918589588c2fa99af7e253053d53ad0caed3e3575dfa5f663fea2a4dd870c01', 'sha256:f217b6b8e98fe0437533dbed06db19298804c554d8680d5fb00cee959129b8fe');
insert into events (seq, at, by_person, why_commitment, why_salt, why_text, kind, change, within, unit, item, previous, digest) values ('7', '1795000000123456', 'p-00000000000a', 'sha256:60d2eaa7b85315ea4f9e2ad9e129af1cae1b300b0345d822727274ac1f3ca167', '7a0b236b06a52a321dcc7135c1f38134', 'by the nightly run', 'observed', '{"frame":"sha256:9dff50df08c635815f4b19da10f756605a34a79a48d4ba48712782502975a70e","kind":"observed","observed_at":"2026-11-18T11:06:40Z","subjects":{"repository-0":"sha256:df384ae97c77ad3001626aab01f2eb2aad176448109165df1d64c57b7091cd1c"},"unit":"web"}', NULL, 'web', NULL, 'sha256:f217b6b8e98fe0437533dbed06db19298804c554d8680d5fb00cee959129b8fe', 'sha256:a3389c32c1fe9f663e89990584a6ed917d2db9b42ddb12f32ea8c80d9948f752');
insert into events (seq, at, by_person, why_commitment, why_salt, why_text, kind, change, within, unit, item, previous, digest) values ('8', '1795000000123456', 'p-00000000000a', 'sha256:278791f0dba4959831ca96219bce60e83dc5e10a503551b0a9d15752c2cff10c', NULL, NULL, 'responded', '{"answer":{"rating":2,"state":"rated"},"assessment":"2026-q4","item":"training","kind":"responded","respondent":"p-00000000000b","unit":"web"}', '2026-q4', 'web', 'training', 'sha256:a3389c32c1fe9f663e89990584a6ed917d2db9b42ddb12f32ea8c80d9948f752', 'sha256:3e88dc993792167acccbae9a1f23e38131d447ccb2c574c4f1fad797baaad765');
insert into events (seq, at, by_person, why_commitment, why_salt, why_text, kind, change, within, unit, item, previous, digest) values ('9', '1795000000123456', 'p-00000000000a', NULL, NULL, NULL, 'responded', '{"answer":{"rating":2,"state":"rated"},"assessment":"2026-q4","item":"training","kind":"responded","respondent":"p-00000000000b","unit":"web"}', '2026-q4', 'web', 'training', 'sha256:3e88dc993792167acccbae9a1f23e38131d447ccb2c574c4f1fad797baaad765', 'sha256:789c30b1fd78a8913482f35648c976ff992e27e513397cd6dbe877e050a62cbb');
insert into blobs (digest, bytes) values ('sha256:9dff50df08c635815f4b19da10f756605a34a79a48d4ba48712782502975a70e', E'\\x6672616d65');
insert into blobs (digest, bytes) values ('sha256:df384ae97c77ad3001626aab01f2eb2aad176448109165df1d64c57b7091cd1c', E'\\x7061796d656e7473');
insert into blobs (digest, bytes) values ('sha256:f55151f3247f7d282f04d23f77799d9f9f2cf83c3d16bce590bcaeb53c770369', E'\\x7b226d6f64656c223a226d616465207570227d');
insert into people (person, handle, name, contact, salt) values ('p-00000000000a', 'lead', 'Ada Vogt', 'ada@example.org', 'e635871c734ce8527814786c0412d545');
insert into people (person, handle, name, contact, salt) values ('p-00000000000b', NULL, NULL, NULL, NULL);
