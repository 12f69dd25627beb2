-- Who may come in. Times are milliseconds since 1970, digests base64url of HMAC-SHA-256.
create table if not exists organisation (
  id                  varchar(40)  not null primary key,
  name                varchar(200) not null unique,
  status              varchar(10)  not null,          -- active, disabled
  models              varchar(8192),                  -- its members may ask, joined by line breaks; null: all
  requests_per_minute int,                            -- of all members together
  created_at          bigint       not null
);

create table if not exists account (
  id                  varchar(40)  not null primary key,
  email               varchar(254) unique,            -- in lower case; null once deleted
  password            varchar(300),                   -- a PHC string, or bcrypt's where it was imported; null: no login
  role                varchar(10)  not null,          -- user, operator, admin
  tier                varchar(64)  not null,
  status              varchar(10)  not null,          -- active, disabled, deleted
  organisation        varchar(40),
  models              varchar(8192),                  -- joined by line breaks; null: all
  requests_per_minute int,                            -- in place of the tier's
  created_at          bigint       not null,
  changed_at          bigint       not null
);
create index if not exists account_status on account (status);
create index if not exists account_organisation on account (organisation);

-- A login, with the refresh token that is good just now; or a token of no login, once it is revoked.
create table if not exists session (
  id            varchar(40) not null primary key,
  account       varchar(40) not null,                 -- empty for such a token
  digest        varchar(43) not null,
  created_at    bigint      not null,
  used_at       bigint      not null,
  revoked_until bigint                                -- seconds since 1970 from when on none of its tokens lives; null: it is good
);
create index if not exists session_account on session (account);
create index if not exists session_revoked on session (revoked_until);

create table if not exists api_key (
  id                  varchar(40)  not null primary key,
  line                varchar(40)  not null,          -- the first of those that were made in each other's place
  account             varchar(40)  not null,
  name                varchar(200) not null,
  shown               varchar(20)  not null,          -- its first characters, to know it by
  digest              varchar(43)  not null unique,
  tier                varchar(64),                    -- null: its owner's
  models              varchar(8192),                  -- joined by line breaks; null: its owner's
  requests_per_minute int,                            -- beside its owner's
  budget              varchar(20),                    -- requests a period, such as 1000/day; null: none
  addresses           varchar,                        -- ranges it may come from, joined by line breaks; null: any
  created_at          bigint       not null,
  expires_at          bigint,
  revoked_at          bigint,
  successor           varchar(40)                     -- the key that was made in its place
);
create index if not exists api_key_account on api_key (account);

-- What is spent of budgets.
create table if not exists budget_spent (
  holder varchar(40) not null,                        -- the first key of its line
  period varchar(10) not null,                        -- a day or a month in UTC, as ISO 8601 writes it
  spent  bigint      not null,
  primary key (holder, period)
);

-- What lets a browser in once that can send no header.
create table if not exists ticket (
  digest     varchar(43) not null primary key,
  caller     varchar     not null,                    -- JSON
  expires_at bigint      not null
);

-- The public halves of the keys of all gateways, for each to check the others' tokens.
create table if not exists signing_key (
  id    varchar(64)  not null primary key,            -- its thumbprint
  jwk   varchar(200) not null,
  until bigint       not null                         -- seconds since 1970, put off while it signs; 0: revoked for good
);

-- Who did what. Rows are only added.
create table if not exists audit (
  id      varchar(40)   not null primary key,         -- in the order of making
  at      bigint        not null,
  actor   varchar(8192) not null,
  address varchar(45),
  action  varchar(40)   not null,
  target  varchar(8192) not null,
  detail  varchar(4000)
);
create index if not exists audit_at on audit (at);

-- Made once for all gateways: the key of the digests above.
create table if not exists secret (
  name varchar(40) not null primary key,
  held  varchar(43) not null
);

-- What gateways on one store tell each other, and the number of the last that was told: whoever tells has it until the
-- commit, so that numbers become visible in their order.
create table if not exists feed (
  n     bigint       not null primary key,
  kind  varchar(20)  not null,
  name  varchar(200) not null,
  until bigint       not null,                        -- seconds since 1970 from when on nobody needs to know
  at    bigint       not null
);
create table if not exists feed_last (
  id int    not null primary key,
  n  bigint not null
);
insert into feed_last (id, n) values (1, 0) on conflict do nothing;

alter table job add column if not exists grants varchar; -- JSON; null: all
alter table batch add column if not exists grants varchar;
